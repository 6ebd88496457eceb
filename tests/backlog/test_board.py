"""The board: columns, each with its cards in the order by hand."""

import re

import pytest
from django.test import Client

from accounts.models import SavedView, User
from backlog.actions.moving import move
from backlog.models import Item
from backlog.views import board
from tests import make
from tests.backlog.test_move import an_item_of
from tests.doors import APIClient

STAGES = ["proposed", "ready", "in_progress", "shipped", "verified"]


@pytest.fixture
def pias(pia: User, client: Client) -> Client:
    """Pia's browser."""
    client.force_login(pia)
    return client


def cards(answer) -> dict[str, list[str]]:
    return {str(column.stage): [item.title for item in column.items] for column in answer.context["columns"]}


def test_every_card_is_in_its_column(pias: Client) -> None:
    pias.cookies["folded"] = ""
    for stage in STAGES:
        an_item_of(stage, title=stage)
    assert cards(pias.get("/backlog/")) == {stage: [stage] for stage in STAGES}


def test_what_was_dropped_has_no_column_but_is_counted(pias: Client) -> None:
    an_item_of("dropped")
    answer = pias.get("/backlog/")
    assert not any(cards(answer).values())
    assert answer.context["dropped"]["n"] == 1


def test_only_the_area_and_its_parts(pias: Client) -> None:
    area = make.an_area()
    for title, where in (("In", area), ("Part", make.an_area(parent=area)), ("Out", None)):
        make.an_item(title=title, product_area=where)
    assert cards(pias.get("/backlog/", {"area": area.pk}))["proposed"] == ["In", "Part"]


def test_the_costs_in_force_are_added_up(pias: Client) -> None:
    make.an_item(monthly_cost=100)
    make.an_item(monthly_cost=20)
    an_item_of("dropped", monthly_cost=3)
    answer = pias.get("/backlog/")
    assert (answer.context["monthly_cost"], answer.context["in_force"]) == (120, 2)


def test_a_card_quotes_its_first_voice(pias: Client) -> None:
    item = make.an_item()
    make.an_accepted_ticket(item, verbatim="The first words.")
    make.an_accepted_ticket(item, verbatim="Later words.")
    page = pias.get("/backlog/").content.decode()
    assert "The first words." in page
    assert "Later words." not in page


def test_a_column_does_not_grow_for_ever(pias: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "COLUMN", 2)
    for title in "ABC":
        make.an_item(title=title)
    answer = pias.get("/backlog/")
    assert cards(answer)["proposed"] == ["A", "B"]
    assert answer.context["columns"][0].n == 3


@pytest.mark.parametrize("many", [1, 12])
def test_the_cost_does_not_grow_with_the_items(pias: Client, django_assert_max_num_queries, many: int) -> None:
    for n in range(many):
        item = make.an_item(product_area=make.an_area(parent=make.an_area()))
        make.an_accepted_ticket(item, customer=make.a_customer(company=f"Company {n}"))
        an_item_of("shipped")
    with django_assert_max_num_queries(12):
        pias.get("/backlog/")


@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_others_see_the_board_and_move_nothing(client: Client, db: None, role: str) -> None:
    client.force_login(make.a_colleague("Someone", role))
    make.an_item()
    answer = client.get("/backlog/")
    assert (answer.status_code, answer.context["may_keep"]) == (200, False)
    assert "/move/" not in answer.content.decode()


def test_the_api_lists_a_column_in_its_order_page_by_page(pia: User) -> None:
    client = APIClient()
    client.force_authenticate(pia)
    for title in "ABC":
        make.an_item(title=title)
    an_item_of("ready", title="R")
    seen, cursor = [], ""
    for _ in range(3):
        body = client.get("/api/v1/items/", {"stage": "proposed", "limit": 1, "cursor": cursor}).json()
        seen += [row["title"] for row in body["results"]]
        cursor = body["next"]
    assert (seen, cursor) == (["A", "B", "C"], None)
    assert [row["title"] for row in client.get("/api/v1/items/").json()["results"]] == ["R", "C", "B", "A"]


def test_more_of_a_column_comes_page_by_page(pias: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "COLUMN", 2)
    for title in "ABCDE":
        make.an_item(title=title)
    first = pias.get("/backlog/").context["columns"][0]
    second = pias.get(first.next).context["column"]
    third = pias.get(second.next).context["column"]
    assert [[item.title for item in part.items] for part in (first, second, third)] == [["A", "B"], ["C", "D"], ["E"]]
    assert third.next == ""


def test_drawn_anew_it_is_as_deep_as_one_has_it(pias: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "COLUMN", 2)
    for title in "ABCDE":
        make.an_item(title=title)
    answer = pias.get("/backlog/", {"part": "1", "shown": "proposed.4,nonsense.9,ready.x"})
    assert cards(answer)["proposed"] == ["A", "B", "C", "D"]
    assert b"<html" not in answer.content


def test_far_down_a_column_cards_are_only_named_and_told_whole_when_asked(
    pias: Client, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries
) -> None:
    monkeypatch.setattr(board, "COLUMN", 2)
    monkeypatch.setattr(board, "DEEPEST", 3)
    items = [make.an_item(title=title) for title in "ABCDEFG"]
    with django_assert_max_num_queries(14):
        answer = pias.get("/backlog/", {"part": "1", "shown": "proposed.5"})
    column, page = answer.context["columns"][0], answer.content.decode()
    assert cards(answer)["proposed"] == ["A", "B", "C"]
    assert [item.reference for item in column.below] == [item.reference for item in items[3:5]]
    assert [item.title for item in pias.get(column.next).context["column"].items] == ["F", "G"]
    marks = dict(re.findall(r'<li class="pb bare" id="(PB-\d+)" data-mark="([^"]+)"></li>', page))
    asked = ",".join([*marks, "PB-9999999", "nonsense", ""])
    whole = pias.get("/backlog/cards/", {"of": asked}).content.decode()
    for reference, told in marks.items():
        assert f'id="{reference}" data-reference="{reference}" data-mark="{told}"' in whole
    assert whole.count("<li ") == 2


def test_a_folded_column_stays_folded(pias: Client) -> None:
    an_item_of("ready")
    pias.get("/backlog/", {"fold": "ready", "owner": "me"})
    folded = {column.stage: column.is_folded for column in pias.get("/backlog/").context["columns"]}
    assert (folded["ready"], folded["verified"], folded["proposed"]) == (True, True, False)
    assert pias.get("/backlog/", {"fold": "ready", "owner": "me"}).url == "/backlog/?owner=me"
    assert cards(pias.get("/backlog/"))["ready"]


def test_only_what_was_asked_for(pias: Client, pia: User) -> None:
    hers, other = make.an_item(title="Hers"), make.an_item(title="Other")
    Item.objects.filter(pk=hers.pk).update(owner=pia)
    release = make.a_release(other)
    asked = (
        {"owner": "me"},
        {"release": str(release.pk)},
        {"release": "none"},
        {"q": hers.reference},
        {"owner": "77777"},
    )
    found = [cards(pias.get("/backlog/", said))["proposed"] for said in asked]
    assert found == [["Hers"], ["Other"], ["Hers"], ["Hers"], ["Hers", "Other"]]
    api = APIClient()
    api.force_authenticate(pia)
    assert [row["title"] for row in api.get("/api/v1/items/", {"owner": "me"}).json()["results"]] == ["Hers"]


def test_the_pulse_says_whether_something_happened_without_a_look_at_the_database(
    pias: Client, django_capture_on_commit_callbacks, django_assert_num_queries
) -> None:
    item = make.an_item()
    seen = pias.get("/backlog/").context["pulse"]
    with django_assert_num_queries(0):
        assert pias.get("/backlog/pulse/", {"seen": seen}).status_code == 204
    with django_capture_on_commit_callbacks(execute=True):
        move(item, by=make.someone(), stage="ready")
    with django_assert_num_queries(0):
        assert pias.get("/backlog/pulse/", {"seen": seen}).status_code == 200
    assert pias.get("/backlog/pulse/", {"seen": "made-up"}).status_code == 404


def test_where_a_card_may_go_and_what_that_asks_for(pias: Client) -> None:
    item, release = an_item_of("ready"), make.a_release()
    address = f"/backlog/{an_item_of('ready').reference}/move/"
    for stage, asks in (("", "One higher"), ("shipped", str(release)), ("dropped", "What the customers are told")):
        assert asks in pias.get(address, {"stage": stage}).content.decode()
    answer = pias.post(f"/backlog/{item.reference}/shipment/", {"release": release.pk, "next": "/backlog/"})
    item.refresh_from_db()
    assert (answer.url, item.stage, release.shipments.get().item) == ("/backlog/", "ready", item)


def test_a_move_by_script_says_where_the_card_lies(pias: Client) -> None:
    item = make.an_item()
    an_item_of("ready")
    told = pias.post(f"/backlog/{item.reference}/move/", {"stage": "ready"}, headers={"Accept": "application/json"})
    assert told.json() == {"stage": "ready", "said": f"{item.reference}: “Ready”, place 2 of 2."}


def test_a_view_is_kept_and_opens_the_board_as_it_was_filtered(pias: Client, pia: User) -> None:
    Item.objects.filter(pk=make.an_item(title="Hers").pk).update(owner=pia)
    make.an_item(title="Other")
    pias.post("/views/", {"place": "backlog", "query": "owner=me", "name": "What I own", "audience": "private"})
    view = SavedView.objects.get()
    answer = pias.get(view.address)
    assert (answer.context["opened"], answer.context["changed"]) == (view, False)
    assert cards(answer)["proposed"] == ["Hers"]
    assert "What I own" in pias.get("/backlog/table/").content.decode()

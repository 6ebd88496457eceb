"""The board: columns, each with its cards in the order by hand."""

import pytest
from django.test import Client

from accounts.models import User
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
    return {str(column["stage"]): [item.title for item in column["items"]] for column in answer.context["columns"]}


def test_every_card_is_in_its_column(pias: Client) -> None:
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
    assert answer.context["columns"][0]["sum"]["n"] == 3


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

"""Hold on: what nobody touched for long asks for a decision, and is kept only with a reason."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from backlog.actions.grooming import hold_on_to
from backlog.actions.moving import move
from backlog.actions.shaping import edit
from backlog.models import Item
from common.clock import moved_to, now
from common.refusals import Conflict, Forbidden, Invalid
from journal.models import Entry
from tests import make
from tests.backlog.test_move import an_item_of
from tests.doors import DOORS, APIClient
from tests.following import let_react

SO = {"reason": "It comes with the new shop."}


def a_stale_item(stage: str = "proposed", weeks: int = 9, **said) -> Item:
    with moved_to(now() - timedelta(weeks=weeks)):
        item = an_item_of(stage, **said)
        let_react()
    item.refresh_from_db()
    return item


def listed(client: Client, **asked: str) -> list[str]:
    return [item.title for item in client.get("/backlog/stale/", asked).context["page"].rows]


@pytest.fixture
def pias(pia: User, client: Client) -> Client:
    """Pia's browser."""
    client.force_login(pia)
    return client


def test_what_nobody_touched_for_long_is_listed_the_longest_first(pias: Client) -> None:
    for weeks, title in ((7, "Fresh"), (9, "Stale"), (20, "Old")):
        a_stale_item(weeks=weeks, title=title)
    a_stale_item("shipped", title="There")
    a_stale_item("dropped", title="Gone")
    assert listed(pias) == ["Old", "Stale"]


def test_after_how_many_weeks_is_a_setting(pias: Client, settings) -> None:
    a_stale_item(weeks=3, title="Three weeks")
    settings.STALE_WEEKS = 2
    assert listed(pias) == ["Three weeks"]


@pytest.mark.parametrize("deed", ["edit", "move", "voice"])
def test_whatever_is_done_with_it_takes_it_off_the_list(pia: User, pias: Client, deed: str) -> None:
    item = a_stale_item()
    if deed == "edit":
        edit(item, by=pia, title="Other")
    elif deed == "move":
        move(item, by=pia, stage="ready")
    else:
        make.an_accepted_ticket(item)
    let_react()
    assert listed(pias) == []


def test_what_is_done_with_one_touches_no_other_that_is_weighed_along_with_it(pia: User, pias: Client) -> None:
    with moved_to(now() - timedelta(weeks=9)):
        move(make.an_item(title="Long ago"), by=pia, stage="ready")
    move(make.an_item(title="Today"), by=pia, stage="ready")
    let_react()
    assert listed(pias) == ["Long ago"]


def test_it_never_closes_by_itself(pias: Client) -> None:
    item = a_stale_item(weeks=500)
    listed(pias)
    item.refresh_from_db()
    assert item.stage == "proposed"


def test_what_is_kept_asks_again_after_as_many_weeks(pia: User, pias: Client) -> None:
    item = hold_on_to(a_stale_item(title="Kept"), by=pia, **SO)
    assert listed(pias) == []
    entry = Entry.objects.about(item).last()
    assert (entry.kind, entry.plain["reason"], entry.actor) == ("ItemHeldOnTo", SO["reason"], pia)
    with moved_to(now() + timedelta(weeks=8, minutes=1)):
        assert listed(pias) == ["Kept"]


def test_deciding_twice_is_too_late(pia: User) -> None:
    item = a_stale_item()
    hold_on_to(item, by=pia, **SO)
    with pytest.raises(Conflict):
        hold_on_to(item, by=pia, **SO)
    assert [door(pia, item, "keeping", SO) for door in DOORS] == [409, 409]


@pytest.mark.parametrize("reason", ["", " \n", "\ufffd", "x" * 2001])
def test_keeping_needs_a_reason(pia: User, reason: str) -> None:
    item = a_stale_item()
    with pytest.raises(Invalid) as refusal:
        hold_on_to(item, by=pia, reason=reason)
    assert set(refusal.value.fields) == {"reason"}
    assert [door(pia, item, "keeping", {"reason": reason}) for door in DOORS] == [422, 422]


@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_only_product_people_and_managers_decide(db: None, role: str) -> None:
    item = a_stale_item()
    with pytest.raises(Forbidden):
        hold_on_to(item, by=make.someone(role), **SO)
    assert [door(make.someone(role), item, "keeping", SO) for door in DOORS] == [403, 403]


@pytest.mark.parametrize("door", DOORS)
def test_both_doors_keep_it(pia: User, door) -> None:
    item = a_stale_item()
    assert door(pia, item, "keeping", SO) == 201
    item.refresh_from_db()
    assert item.touched_at > now() - timedelta(minutes=1)


def test_what_is_shipped_is_not_kept(pia: User) -> None:
    assert [door(pia, a_stale_item("shipped"), "keeping", SO) for door in DOORS] == [409, 409]


def test_one_comes_back_to_the_list(pias: Client) -> None:
    item = a_stale_item()
    answer = pias.post(f"/backlog/{item.reference}/keeping/", SO | {"next": "/backlog/stale/"})
    assert answer.url == "/backlog/stale/"
    item = a_stale_item()
    answer = pias.post(f"/backlog/{item.reference}/move/", {"stage": "ready", "next": "/backlog/stale/"})
    assert answer.url == "/backlog/stale/"


def test_nobody_is_sent_elsewhere(pias: Client) -> None:
    item = a_stale_item()
    answer = pias.post(f"/backlog/{item.reference}/keeping/", SO | {"next": "https://evil.example/"})
    assert answer.url == f"/backlog/{item.reference}/"


def test_what_was_typed_stays_beside_its_sentence(pias: Client) -> None:
    item = a_stale_item()
    page = pias.post(f"/backlog/{item.reference}/keeping/", {"reason": "long " * 500}).content.decode()
    assert "long long" in page
    assert "characters over" in page


def test_its_history_says_so(pia: User, pias: Client) -> None:
    item = hold_on_to(a_stale_item(), by=pia, **SO)
    assert "holds on to it: It comes with the new shop." in pias.get(f"/backlog/{item.reference}/").content.decode()


@pytest.mark.parametrize("many", [2, 20])
def test_the_list_costs_the_same(pias: Client, django_assert_max_num_queries, many: int) -> None:
    for _ in range(many):
        a_stale_item(product_area=make.an_area())
    with django_assert_max_num_queries(12):
        assert len(listed(pias)) == many


def test_the_api_lists_them_too(pia: User) -> None:
    client, item = APIClient(), a_stale_item()
    make.an_item()
    client.force_authenticate(pia)
    rows = client.get("/api/v1/items/", {"stale": "1"}).json()["results"]
    assert [row["reference"] for row in rows] == [item.reference]

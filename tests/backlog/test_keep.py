"""Keep and change: a promise in force is looked at again, with a reason."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from backlog.actions.keeping import change, keep, retire
from common.clock import today
from common.refusals import Conflict, Forbidden, Invalid
from journal.models import Entry
from tests import make
from tests.backlog.reviews import soon
from tests.backlog.test_move import an_item_of
from tests.doors import DOORS, ask_api
from tests.following import kinds


def a_review(verdict: str = "keep", **said: Any) -> dict[str, Any]:
    return {"verdict": verdict, "reason": "It works.", "review_on": soon().isoformat()} | said


def test_keeping_names_the_next_review(pia: User) -> None:
    item = keep(make.an_item(), by=pia, reason="It works.", review_on=soon())
    item.refresh_from_db()
    assert item.review_on == soon()
    entry = Entry.objects.about(item).last()
    assert (entry.kind, entry.plain["reason"], entry.actor) == ("PromiseKept", "It works.", pia)


@pytest.mark.parametrize("days", [0, -1])
def test_the_next_review_is_still_to_come(pia: User, days: int) -> None:
    with pytest.raises(Invalid) as refusal:
        keep(make.an_item(), by=pia, reason="It works.", review_on=today() + timedelta(days=days))
    assert set(refusal.value.fields) == {"review_on"}


def test_keeping_without_reason_and_day_names_both(pia: User) -> None:
    with pytest.raises(Invalid) as refusal:
        keep(make.an_item(), by=pia, reason=" ", review_on=None)
    assert set(refusal.value.fields) == {"reason", "review_on"}


def test_a_change_says_something_else_from_now_on(pia: User) -> None:
    item = change(make.an_item(), by=pia, reason="Too dear.", promise="We tell you by text.", monthly_cost=Decimal(5))
    item.refresh_from_db()
    assert (item.promise, item.monthly_cost, item.version) == ("We tell you by text.", 5, 2)
    assert Entry.objects.about(item).last().plain["old_promise"] == "From now on we tell you."


def test_what_is_not_named_stays(pia: User) -> None:
    item = change(make.an_item(monthly_cost=7), by=pia, reason="Clearer.", promise="We write to you.")
    assert item.monthly_cost == 7


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"promise": " "}, "promise"),
        ({"promise": "x" * 2001}, "promise"),
        ({"monthly_cost": Decimal(-1)}, "monthly_cost"),
        ({"monthly_cost": Decimal("1.005")}, "monthly_cost"),
        ({"monthly_cost": Decimal(10**14)}, "monthly_cost"),
        ({"monthly_cost": Decimal("NaN")}, "monthly_cost"),
        ({"reason": "", "promise": "New."}, "reason"),
        ({"review_on": today(), "promise": "New."}, "review_on"),
        ({}, "promise"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused_beside_its_field(pia: User, said: dict[str, Any], field: str) -> None:
    item = make.an_item()
    with pytest.raises(Invalid) as refusal:
        change(item, by=pia, **{"reason": "So."} | said)
    assert set(refusal.value.fields) == {field}
    assert kinds(item) == ["ItemProposed"]


def test_a_promise_may_cost_nothing(pia: User) -> None:
    assert change(make.an_item(monthly_cost=5), by=pia, reason="Free now.", monthly_cost=Decimal(0)).monthly_cost == 0


def test_a_change_above_the_areas_limit_needs_a_manager(pia: User, max_: User) -> None:
    area = make.an_area()
    area.promise_needs_manager_above = Decimal(10)
    area.save()
    item = make.an_item(product_area=area)
    with pytest.raises(Forbidden):
        change(item, by=pia, reason="More.", monthly_cost=Decimal(11))
    assert change(item, by=max_, reason="More.", monthly_cost=Decimal(11)).monthly_cost == 11


@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
@pytest.mark.parametrize("door", DOORS)
def test_only_keepers_review(door: Any, role: str, db: None) -> None:
    assert door(make.a_colleague("X", role), make.an_item(), "review", a_review()) == 403


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("verdict", ["keep", "change", "retire"])
def test_every_door_reviews(door: Any, verdict: str, pia: User) -> None:
    item = an_item_of("shipped")
    said = a_review(verdict, promise="We write to you.", monthly_cost="12.50")
    assert door(pia, item, "review", said) == 201
    assert kinds(item)[-1] == {"keep": "PromiseKept", "change": "PromiseChanged", "retire": "PromiseRetired"}[verdict]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "wrong",
    [
        {"verdict": "burn"},
        {"reason": ""},
        {"review_on": "2020-01-01"},
        {"review_on": "soon"},
        {"verdict": "change", "promise": ""},
        {"verdict": "change", "promise": "New.", "monthly_cost": "1.005"},
        {"verdict": "change", "promise": "New.", "monthly_cost": "-1"},
        {"verdict": "change", "promise": "New.", "monthly_cost": "9" * 20},
        {"verdict": "change", "promise": "New.", "monthly_cost": "9" * 40},
        {"verdict": "change", "promise": "New.", "monthly_cost": "much"},
    ],
)
def test_every_door_says_what_does_not_fit(door: Any, wrong: dict[str, Any], pia: User) -> None:
    assert door(pia, make.an_item(), "review", a_review(**wrong)) == 422


@pytest.mark.parametrize("door", DOORS)
def test_every_door_says_when_it_is_too_late(door: Any, pia: User) -> None:
    item = retire(an_item_of("shipped"), by=pia, reason="Nobody needs it.")
    assert door(pia, item, "review", a_review()) == 409
    assert door(pia, an_item_of("dropped"), "review", a_review()) == 409


def test_what_promises_nothing_is_not_reviewed(pia: User) -> None:
    with pytest.raises(Conflict):
        keep(make.an_item(promise=""), by=pia, reason="So.", review_on=soon())


def test_the_api_says_when_it_is_reviewed_next(pia: User) -> None:
    assert ask_api(pia, make.an_item(), "review", a_review()).json()["review_on"] == soon().isoformat()

"""Account for: what a promise really took, month by month; and the alarm when it is too much."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from backlog.actions.keeping import account_for, retire
from backlog.actions.watching import alarm, count_uses
from backlog.models import Item, PromiseUse
from backlog.queries import month_before
from backlog.tasks import watch_promises
from common.clock import moved_to, now, today
from common.refusals import Conflict, Forbidden, Invalid
from journal.models import Entry
from tests import make
from tests.backlog.reviews import two_dear_months
from tests.backlog.test_move import an_item_of
from tests.doors import DOORS, APIClient, ask_api
from tests.following import kinds

A_MONTH = {"month": "2026-01", "times": "12", "cost_each_time": "1500.50"}


def test_a_month_is_times_by_cost_each_time(pia: User) -> None:
    item = make.an_item()
    use = account_for(item, by=pia, month=date(2026, 1, 17), times=12, cost_each_time=Decimal("1500.50"))
    assert (use.month, use.cost, use.how, use.by) == (date(2026, 1, 1), Decimal(18006), "entered", pia)
    entry = Entry.objects.about(item).last()
    assert (entry.kind, entry.plain["month"], entry.plain["cost"]) == ("PromiseAccounted", "2026-01", "18006.00")


def test_entered_again_it_is_corrected(pia: User, max_: User) -> None:
    item = make.an_item()
    for by, times in ((pia, 3), (max_, 5)):
        account_for(item, by=by, month=date(2026, 1, 1), times=times, cost_each_time=Decimal(1))
    use = item.uses.get()
    assert (use.times, use.by, kinds(item).count("PromiseAccounted")) == (5, max_, 2)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"month": today() + timedelta(days=40)}, "month"),
        ({"times": -1}, "times"),
        ({"times": 10**9}, "times"),
        ({"cost_each_time": Decimal(-1)}, "cost_each_time"),
        ({"cost_each_time": Decimal("0.001")}, "cost_each_time"),
        ({"cost_each_time": Decimal(10**12)}, "cost_each_time"),
    ],
)
def test_a_month_that_makes_no_sense_is_refused_beside_its_field(pia: User, said: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        account_for(make.an_item(), by=pia, **{"month": date(2026, 1, 1), "times": 1, "cost_each_time": 1} | said)
    assert set(refusal.value.fields) == {field}


def test_the_most_that_we_count_can_be_kept(pia: User) -> None:
    use = account_for(
        make.an_item(), by=pia, month=date(2026, 1, 1), times=10**8, cost_each_time=Decimal("999999999999.99")
    )
    assert use.cost == Decimal("99999999999999000000.00")


@pytest.mark.parametrize("door", DOORS)
def test_every_door_accounts(door: Any, pia: User) -> None:
    item = make.an_item()
    assert door(pia, item, "uses", A_MONTH) == 201
    assert item.uses.get().cost == 18006


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "wrong",
    [
        {"month": "soon"}, {"month": "9999-01"}, {"times": "-1"}, {"times": "many"}, {"times": "9" * 30},
        {"cost_each_time": "-1"}, {"cost_each_time": "1.005"}, {"cost_each_time": "9" * 40}, {"cost_each_time": "NaN"},
    ],
)  # fmt: skip
def test_every_door_says_what_does_not_fit(door: Any, wrong: dict[str, str], pia: User) -> None:
    assert door(pia, make.an_item(), "uses", A_MONTH | wrong) == 422


@pytest.mark.parametrize("door", DOORS)
def test_every_door_says_whose_it_is_and_when_it_is_too_late(door: Any, ana: User, pia: User) -> None:
    assert door(ana, make.an_item(), "uses", A_MONTH) == 403
    assert door(pia, an_item_of("dropped"), "uses", A_MONTH) == 409


def test_a_retired_promise_is_still_accounted_for(pia: User) -> None:
    item = retire(an_item_of("shipped"), by=pia, reason="Done.")
    assert account_for(item, by=pia, month=date(2026, 1, 1), times=1, cost_each_time=Decimal(1)).pk


def test_the_api_lists_the_months_newest_first(pia: User) -> None:
    item = make.an_item()
    two_dear_months(item)
    client = APIClient()
    client.force_authenticate(pia)
    months = [row["month"] for row in client.get(f"/api/v1/items/{item.reference}/uses/").json()["results"]]
    assert months == sorted(months, reverse=True)
    assert ask_api(pia, item, "uses", A_MONTH).json()["cost"] == "18006.00"


def test_the_clock_counts_the_tickets_that_cite_it(db: None) -> None:
    item = make.an_item()
    for _ in range(3):
        make.an_accepted_ticket(item)
    assert count_uses(today().replace(day=1)) == 1
    use = item.uses.get()
    assert (use.times, use.cost_each_time, use.cost, use.how) == (3, 100, 300, "counted")
    assert count_uses(month_before(today())) == 0


def test_what_was_entered_is_never_counted_over(pia: User) -> None:
    item = make.an_item()
    make.an_accepted_ticket(item)
    account_for(item, by=pia, month=today(), times=9, cost_each_time=Decimal(9))
    count_uses(today().replace(day=1))
    assert (item.uses.get().times, item.uses.get().how) == (9, "entered")


def test_two_dear_months_alarm_the_owner_once_a_month(pia: User) -> None:
    item = make.an_item(monthly_cost=199)
    two_dear_months(item)
    watch_promises()
    watch_promises()
    item.refresh_from_db()
    assert kinds(item).count("PromiseOverPlan") == 1
    plain = Entry.objects.about(item).get(kind="PromiseOverPlan").plain
    assert (plain["owner_id"], plain["planned"], plain["actual"]) == (item.owner_id, "199.00", "200.00")
    assert alarm(item, on=today()) is False


def test_the_next_month_it_alarms_again(pia: User) -> None:
    item = make.an_item(monthly_cost=100)
    two_dear_months(item)
    watch_promises()
    account_for(item, by=pia, month=today(), times=2, cost_each_time=Decimal(100))
    with moved_to(now() + timedelta(days=32 - today().day)):
        watch_promises()
    assert kinds(item).count("PromiseOverPlan") == 2


@pytest.mark.parametrize("planned", [200, 500])
def test_what_keeps_to_its_plan_alarms_nobody(planned: int, db: None) -> None:
    two_dear_months(make.an_item(monthly_cost=planned))
    assert not Item.objects.over_plan(today()).exists()


def test_one_dear_month_alarms_nobody(pia: User) -> None:
    item = make.an_item(monthly_cost=1)
    account_for(item, by=pia, month=month_before(today()), times=2, cost_each_time=Decimal(100))
    watch_promises()
    assert "PromiseOverPlan" not in kinds(item)


def test_the_item_shows_plan_actual_and_alarm(pia: User, client: Client) -> None:
    item = make.an_item(monthly_cost=100)
    two_dear_months(item)
    watch_promises()
    client.force_login(pia)
    answer = client.get(f"/backlog/{item.reference}/")
    assert answer.context["is_over_plan"]
    assert "Two months in a row" in answer.content.decode()
    assert "Two months over plan" in answer.content.decode()


def test_a_month_is_kept_once(db: None) -> None:
    item = make.an_item()
    one = {"item": item, "month": date(2026, 1, 1), "times": 1, "cost_each_time": 1, "how": "counted", "at": now()}
    PromiseUse.objects.create(**one)
    with pytest.raises(IntegrityError, match="a_month_of_a_promise"), transaction.atomic():
        PromiseUse.objects.create(**one)
    with pytest.raises(IntegrityError, match="a_month_is_its_first_day"), transaction.atomic():
        PromiseUse.objects.create(**one | {"month": date(2026, 1, 2)})


def test_refusals_are_refusals(ana: User, pia: User) -> None:
    with pytest.raises(Forbidden):
        account_for(make.an_item(), by=ana, month=date(2026, 1, 1), times=1, cost_each_time=Decimal(1))
    with pytest.raises(Conflict):
        account_for(make.an_item(promise=""), by=pia, month=date(2026, 1, 1), times=1, cost_each_time=Decimal(1))

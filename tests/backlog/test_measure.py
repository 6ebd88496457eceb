"""Measure: complaints before and since a release, kept by the clock, the same however often they are counted."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from backlog.actions import measuring
from backlog.actions.measuring import measure, measure_what_is_due
from backlog.actions.moving import drop
from backlog.actions.promotion import question
from backlog.actions.shaping import edit
from backlog.models import Item, Measurement
from backlog.recurrence import day_of
from backlog.tasks import measure_outcomes
from common.clock import moved_to, now
from customers.models import Customer
from journal.actors import SYSTEM
from journal.models import Entry
from tests import make
from tests.backlog.shipped import a_shipped_item, complain, days_ago, ship
from tests.backlog.test_came_back import only_for
from tests.backlog.test_move import an_item_of
from tests.following import kinds, let_react
from tests.tickets.test_races import at_once


def measured(item: Item) -> Measurement:
    return measure(item, by=SYSTEM)


def numbers() -> list[dict[str, Any]]:
    """Everything that is kept, but for when it was counted."""
    rows = Measurement.objects.order_by("item").values()
    return [{k: v for k, v in row.items() if k not in {"id", "measured_at", "due_at"}} for row in rows]


def test_complaints_count_by_the_day_on_which_the_customer_met_the_problem(db: None) -> None:
    item = a_shipped_item(20, before=6, since=[2.5, 9.5])
    found = measured(item)
    assert (found.before, found.after, found.late) == (6, 2, 0)
    assert (found.days_before, round(found.days_after, 1)) == (56, 20.0)
    assert [week["n"] for week in found.weeks if week["week"] >= 0] == [1, 1, 0]
    assert sum(week["n"] for week in found.weeks if week["week"] < 0) == 6


def test_every_week_has_its_row_from_the_baseline_until_now(db: None) -> None:
    found = measured(a_shipped_item(20))
    assert [week["week"] for week in found.weeks] == [*range(-8, 0), 0, 1, 2]


def test_what_lies_before_the_baseline_is_not_compared(db: None) -> None:
    item = a_shipped_item(20)
    complain(item, at=days_ago(19), met=days_ago(100))
    with moved_to(days_ago(90)):
        early = an_item_of("ready")
    complain(early, at=days_ago(88))
    ship(early, at=days_ago(20))
    assert (measured(item).before, measured(item).late, measured(early).before) == (0, 1, 0)


@pytest.mark.parametrize("weeks", [2, 4, 12])
def test_how_many_weeks_are_the_baseline_is_a_setting(weeks: int, settings: Any, db: None) -> None:
    settings.RECURRENCE_WEEKS = weeks
    found = measured(a_shipped_item(20, before=40))
    assert found.days_before == 7 * weeks
    assert found.before == min(40, 7 * weeks)
    assert found.weeks[0]["week"] == -weeks


def test_late_reports_are_in_neither_count(db: None) -> None:
    item = a_shipped_item(20, before=3)
    complain(item, at=days_ago(5), met=days_ago(24))
    found = measured(item)
    assert (found.before, found.after, found.late) == (3, 0, 1)
    assert [week["week"] for week in found.weeks if week["late"]] == [-1]


def test_who_does_not_have_it_yet_is_compared_with_nothing(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    item, lucky, waiting = a_shipped_item(20), make.a_customer(), make.a_customer()
    for customer in (lucky, waiting):
        _spoke_before(item, customer)
    only_for(monkeypatch, lucky)
    complain(item, at=days_ago(4), customer=waiting)
    found = measured(item)
    assert (found.before, found.after, found.late) == (1, 0, 1)


def _spoke_before(item: Item, customer: Customer) -> None:
    """They complained before the release and it was accepted after it."""
    from backlog.actions.promotion import accept

    with moved_to(days_ago(30)):
        ticket = make.an_assessed_ticket(customer=customer)
    accept(ticket, by=make.someone(), message="Yes.", item=item)


def test_the_time_since_is_that_of_an_average_customer(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    item, first, second = a_shipped_item(40), make.a_customer(), make.a_customer()
    since = {first.pk: days_ago(40), second.pk: days_ago(10)}
    for module in ("recurring", "counting"):
        monkeypatch.setattr(f"backlog.actions.{module}.has_it_since", lambda _i, c: since[c.pk] if c else None)
    monkeypatch.setattr("backlog.actions.counting.have_it_since", lambda _i, cs: {c.pk: since[c.pk] for c in cs})
    complain(item, at=days_ago(5), customer=first)
    complain(item, at=days_ago(20), customer=second)
    found = measured(item)
    assert (found.before, found.after, round(found.days_after)) == (1, 1, 25)


def test_a_voice_that_was_withdrawn_does_not_count(pia: User) -> None:
    item = a_shipped_item(20, before=2)
    ticket = complain(item, at=days_ago(3), met=days_ago(30))
    question(ticket, by=pia, body="Really?")
    assert measured(item).late == 0


def test_after_a_year_nothing_more_is_compared(db: None) -> None:
    item = a_shipped_item(500, before=1, since=[400])
    found = measured(item)
    assert (found.after, found.days_after) == (0, 364)
    assert found.due_at > now() + timedelta(days=25)


def test_a_new_verdict_is_one_entry_with_its_numbers(db: None) -> None:
    item = a_shipped_item(20, before=24)
    assert (measured(item).verdict, measured(item).rule) == ("gone", "surely_none")
    entries = Entry.objects.about(item).filter(kind="VerdictReached")
    assert [(e.plain["verdict"], e.plain["before"], e.plain["after"]) for e in entries] == [("gone", 24, 0)]


def test_counted_again_it_is_the_same(db: None) -> None:
    moment = now()
    with moved_to(moment):
        a_shipped_item(40, before=12, since=[12, 20])
        a_shipped_item(10, before=3)
        measure_what_is_due(by=SYSTEM)
        kept = numbers()
        Measurement.objects.update(before=99, verdict="worse", weeks=[], due_at=days_ago(1))
        measure_what_is_due(by=SYSTEM)
        assert numbers() == kept


def test_the_daily_task_run_twice_does_nothing_twice(db: None) -> None:
    a_shipped_item(40, before=24)
    measure_outcomes()
    kept, entries = numbers(), Entry.objects.count()
    measure_outcomes()
    assert (numbers(), Entry.objects.count()) == (kept, entries)
    assert not Measurement.objects.due(now()).exists()


def test_it_is_due_again_every_night(db: None) -> None:
    item = a_shipped_item(20)
    measure_outcomes()
    item.measurement.refresh_from_db()
    assert now() < item.measurement.due_at <= now() + timedelta(days=2)
    with moved_to(item.measurement.due_at + timedelta(minutes=1)):
        assert list(Measurement.objects.due(now())) == [item.measurement]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_share_the_work() -> None:
    item = a_shipped_item(40, before=24)
    at_once(*[lambda: measure_what_is_due(by=SYSTEM)] * 3)
    assert kinds(item).count("VerdictReached") == 1
    assert kinds(item).count("ItemVerified") == 1
    assert Measurement.objects.count() == 1


class AClock:
    """Django's clock, but for what time it is."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now

    def __getattr__(self, name: str) -> Any:
        return getattr(timezone, name)


def test_a_run_hands_over_when_its_time_is_up(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        a_shipped_item(20)
    monkeypatch.setattr(measuring, "BATCH", 1)
    clock = iter([days_ago(2), now()])
    monkeypatch.setattr(measuring, "timezone", AClock(lambda: next(clock)))
    assert measure_what_is_due(by=SYSTEM, until=days_ago(1)) is False
    assert Measurement.objects.exclude(measured_at=None).count() == 1
    monkeypatch.undo()
    assert measure_what_is_due(by=SYSTEM) is True
    assert Measurement.objects.exclude(measured_at=None).count() == 2


def test_what_fails_waits_and_holds_nobody_up(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = a_shipped_item(20), a_shipped_item(20)
    real = measuring.count

    def count(item: Item, moment: Any) -> Any:
        if item.pk == bad.pk:
            raise ZeroDivisionError
        return real(item, moment)

    monkeypatch.setattr(measuring, "count", count)
    assert measure_what_is_due(by=SYSTEM) is True
    assert list(Measurement.objects.exclude(measured_at=None).values_list("item", flat=True)) == [good.pk]
    assert not Measurement.objects.due(now()).exists()
    with moved_to(now() + timedelta(hours=2)):
        assert Measurement.objects.due(now()).get().item == bad


def test_the_evidence_verifies_and_the_entry_names_the_numbers(db: None) -> None:
    item = a_shipped_item(30, before=24)
    measure_outcomes()
    item.refresh_from_db()
    assert item.stage == "verified"
    entry = Entry.objects.about(item).get(kind="ItemVerified")
    assert (entry.actor_role, entry.plain["verdict"]) == ("system", "gone")
    assert (entry.plain["before"], entry.plain["after"], entry.plain["ratio"]) == (24, 0, 0)
    assert entry.plain["high"] < 1


@pytest.mark.parametrize(("days", "before"), [(27, 24), (60, 2)])
def test_too_little_evidence_verifies_nothing(days: int, before: int, db: None) -> None:
    item = a_shipped_item(days, before=before)
    measure_outcomes()
    item.refresh_from_db()
    assert item.stage == "shipped"


def test_what_came_back_is_not_verified_by_numbers(db: None) -> None:
    item = a_shipped_item(55, before=40, since=[3])
    measure_outcomes()
    item.refresh_from_db()
    assert (item.measurement.verdict, item.stage) == ("less", "in_progress")


def test_evidence_waits_for_the_day_of_the_hypothesis(db: None) -> None:
    item = a_shipped_item(40, before=24, hypothesis_percent=60, hypothesis_days=90)
    measure_outcomes()
    item.refresh_from_db()
    assert (item.measurement.verdict, item.stage) == ("gone", "shipped")
    with moved_to(now() + timedelta(days=51)):
        measure_outcomes()
        item.refresh_from_db()
    assert item.stage == "verified"


def test_the_hypothesis_is_checked_on_its_date(db: None) -> None:
    item = a_shipped_item(29, before=24, hypothesis_percent=60)
    found = measured(item)
    assert (found.hypothesis, found.hypothesis_on) == ("", day_of(item.shipped_at) + timedelta(days=30))
    assert isinstance(found.hypothesis_on, date)
    with moved_to(now() + timedelta(days=1, hours=1)):
        found = measured(item)
        measured(item)
    assert (found.hypothesis, found.hypothesis_numbers["change"]) == ("held", -100)
    assert kinds(item).count("HypothesisChecked") == 1


def test_it_is_measured_when_the_hypothesis_has_its_day(db: None) -> None:
    item = a_shipped_item(29.9, before=24, hypothesis_percent=60)
    found = measured(item)
    assert found.due_at == item.shipped_at + timedelta(days=30)
    with moved_to(found.due_at):
        measure_outcomes()
        assert Measurement.objects.get().hypothesis == "held"


def test_only_its_window_counts_for_the_hypothesis(db: None) -> None:
    item = a_shipped_item(60, before=24, since=[40, 41, 42, 43, 44, 45, 46], hypothesis_percent=60, hypothesis_days=30)
    found = measured(item)
    assert (found.hypothesis, found.hypothesis_numbers["after"], found.after) == ("held", 0, 7)


def test_a_hypothesis_that_was_changed_is_checked_anew(pia: User) -> None:
    item = a_shipped_item(60, before=24, since=[2, 9, 16, 23], hypothesis_percent=60)
    assert measured(item).hypothesis == "held"
    item = edit(item, by=pia, hypothesis_percent=None)
    assert (measured(item).hypothesis, measured(item).hypothesis_on) == ("", None)
    item = edit(item, by=pia, hypothesis_percent=99)
    assert measured(item).hypothesis == "not_held"


def test_shipped_again_it_is_measured_from_its_new_day(db: None) -> None:
    item = a_shipped_item(60, before=24, since=[10])
    assert measured(item).came_back_at is not None
    ship(item, at=days_ago(5))
    item.refresh_from_db()
    found = measured(item)
    assert (found.shipped_at, found.verdict, found.came_back_at) == (item.shipped_at, "too_early", None)


def test_what_was_dropped_is_no_longer_measured(pia: User) -> None:
    item = a_shipped_item(20)
    drop(item, by=pia, reason="not_ours", message="Sorry.")
    measure_outcomes()
    assert not Measurement.objects.exists()


def test_everything_can_be_measured_again_by_a_command(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    a_shipped_item(40, before=3, since=[20])
    make.an_item()
    with moved_to(now()):
        measure_outcomes()
        kept = numbers()
        Measurement.objects.all().delete()
        call_command("rebuild_outcomes")
        assert numbers() == kept
    assert capsys.readouterr().out == "1 outcomes.\n"


def test_shipping_begins_a_measurement_and_new_voices_ask_for_it(db: None) -> None:
    item = a_shipped_item(20)
    measure_outcomes()
    make.an_accepted_ticket(item)
    let_react()
    assert Measurement.objects.due(now() + timedelta(seconds=1)).filter(item=item).exists()
    measure_outcomes()
    item.measurement.refresh_from_db()
    assert item.measurement.after == 1


def test_the_cost_of_counting_does_not_grow_with_the_voices(db: None, django_assert_max_num_queries: Any) -> None:
    item = a_shipped_item(20, before=12)
    with django_assert_max_num_queries(12):
        measured(item)

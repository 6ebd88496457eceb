"""The outbox: what happened and what must follow are one write; nothing is lost and nothing happens twice."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from common.refusals import Invalid
from customers.events import CustomerChanged, CustomerMet
from journal import actions, registry, tasks
from journal.actions import deliver, lease_what_is_due, pause, postpone, record
from journal.events import Event
from journal.models import Delivery, Entry
from tests import make
from tests.following import kinds
from tickets.actions.listening import listen
from tickets.actions.receiving import receive

happened: list[int] = []


def note_it(event: CustomerChanged) -> None:
    happened.append(event.customer_id)


def stumble(event: CustomerChanged) -> None:
    happened.append(event.customer_id)
    raise RuntimeError("out of ink")


@pytest.fixture
def follows(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What follows from CustomerChanged for the length of a test; add the name of a reaction."""
    happened.clear()
    names: list[str] = []
    monkeypatch.setitem(registry._by_event, CustomerChanged, names)
    monkeypatch.setitem(registry._by_event, CustomerMet, [])
    for reaction in (note_it, stumble):
        monkeypatch.setitem(registry._by_name, reaction.__name__, reaction)
    return names


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The deliveries for which the bell was rung."""
    bell: list[int] = []
    monkeypatch.setattr(actions, "ring", bell.append)
    return bell


def a_fact(by: User) -> Entry:
    emma = make.a_customer()
    return record(CustomerChanged(customer_id=emma.pk, fields=["name"]), about=emma, by=by)


def _a_fact_and_a_crash(by: User) -> None:
    a_fact(by)
    raise RuntimeError


def overdue(**change: object) -> None:
    Delivery.objects.update(due_at=timezone.now() - timedelta(seconds=1), **change)


def test_an_entry_and_what_must_follow_are_one_write(ana: User, follows: list[str]) -> None:
    follows += ["note_it", "stumble"]
    entry = a_fact(ana)
    assert (entry.kind, entry.actor, entry.about_type) == ("CustomerChanged", ana, "customers.customer")
    assert [row.reaction for row in entry.deliveries.order_by("pk")] == ["note_it", "stumble"]
    assert not happened


def test_what_is_rolled_back_never_happened(ana: User, follows: list[str]) -> None:
    follows.append("note_it")
    with pytest.raises(RuntimeError), transaction.atomic():
        _a_fact_and_a_crash(ana)
    assert not Entry.objects.exists()
    assert not Delivery.objects.exists()


def test_a_refused_verb_leaves_no_trace(ana: User) -> None:
    ticket = make.a_ticket()
    before = (kinds(ticket), Delivery.objects.count())
    with pytest.raises(Invalid):
        listen(ticket, by=ana, restatement="")
    assert (kinds(ticket), Delivery.objects.count()) == before


def test_the_bell_is_rung_after_the_commit_only(
    ana: User, follows: list[str], rung: list[int], django_capture_on_commit_callbacks
) -> None:
    follows.append("note_it")
    with django_capture_on_commit_callbacks(execute=True):
        a_fact(ana)
        assert not rung
    assert Delivery.objects.get(reaction="note_it").pk in rung


def test_a_delivery_happens_once(ana: User, follows: list[str]) -> None:
    follows.append("note_it")
    row = a_fact(ana).deliveries.get()
    assert (deliver(row.pk), deliver(row.pk)) == (True, False)
    assert len(happened) == 1
    row.refresh_from_db()
    assert row.done_at is not None


def test_done_is_written_with_the_effect_or_not_at_all(ana: User, follows: list[str]) -> None:
    follows.append("stumble")
    row = a_fact(ana).deliveries.get()
    with pytest.raises(RuntimeError):
        deliver(row.pk)
    row.refresh_from_db()
    assert (row.done_at, row.attempts) == (None, 0)


def test_nobody_delivers_what_is_not_there(db: None) -> None:
    assert deliver(987654321) is False
    postpone(987654321, error="nobody")


def test_a_reaction_that_fails_is_postponed_and_says_why(ana: User, follows: list[str]) -> None:
    follows.append("stumble")
    row = a_fact(ana).deliveries.get()
    tasks.deliver(row.pk)
    row.refresh_from_db()
    assert (row.attempts, row.last_error, row.dead_at) == (1, "RuntimeError: out of ink", None)
    assert timedelta(seconds=2) < row.due_at - timezone.now() < timedelta(seconds=8)


def test_a_failing_reaction_does_not_hold_up_another(ana: User, follows: list[str]) -> None:
    follows += ["stumble", "note_it"]
    for row in a_fact(ana).deliveries.order_by("pk"):
        tasks.deliver(row.pk)
    assert [row.done_at is None for row in Delivery.objects.order_by("pk")] == [True, False]


def test_the_pauses_grow_to_six_hours_and_no_further() -> None:
    means = [5, 20, 80, 320, 1280, 5120, 20480, 21600, 21600, 21600]
    for attempts, mean in enumerate(means, start=1):
        assert all(mean / 2 <= pause(attempts).total_seconds() <= mean * 1.5 for _ in range(20))


def test_after_ten_times_it_is_given_up_visibly(
    ana: User, follows: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    follows.append("stumble")
    row = a_fact(ana).deliveries.get()
    for _ in range(12):
        tasks.deliver(row.pk)
    row.refresh_from_db()
    assert (row.attempts, row.dead_at is not None, len(happened)) == (10, True, 10)
    assert "gave up" in caplog.text
    overdue()
    assert lease_what_is_due() == []


def test_a_long_error_fits(ana: User, follows: list[str]) -> None:
    follows.append("note_it")
    row = a_fact(ana).deliveries.get()
    postpone(row.pk, error="x" * 9000)
    row.refresh_from_db()
    assert len(row.last_error) == 500


def test_a_reaction_that_the_code_no_longer_has_is_postponed(ana: User, follows: list[str]) -> None:
    follows.append("gone.away")
    row = a_fact(ana).deliveries.get()
    tasks.deliver(row.pk)
    row.refresh_from_db()
    assert "KeyError" in row.last_error


def test_the_sweep_takes_what_is_due_and_not_twice(ana: User, follows: list[str], rung: list[int]) -> None:
    follows.append("note_it")
    late, fresh = a_fact(ana).deliveries.get(), a_fact(ana).deliveries.get()
    Delivery.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(seconds=1))
    tasks.sweep()
    tasks.sweep()
    assert rung == [late.pk]
    assert fresh.pk not in rung


def test_the_sweep_takes_again_what_nobody_delivered_within_its_lease(
    ana: User, follows: list[str], rung: list[int]
) -> None:
    follows.append("note_it")
    a_fact(ana)
    for _ in range(2):
        overdue()
        tasks.sweep()
    assert len(rung) == 2


@pytest.mark.parametrize("end", ["done_at", "dead_at"])
def test_the_sweep_leaves_what_is_over(ana: User, follows: list[str], end: str) -> None:
    follows.append("note_it")
    a_fact(ana)
    overdue(**{end: timezone.now()})
    assert lease_what_is_due() == []


def test_the_sweep_takes_the_longest_waiting_first_and_not_all_at_once(ana: User, follows: list[str]) -> None:
    follows.append("note_it")
    rows = [a_fact(ana).deliveries.get().pk for _ in range(3)]
    for seconds, pk in zip((10, 30, 20), rows, strict=True):
        Delivery.objects.filter(pk=pk).update(due_at=timezone.now() - timedelta(seconds=seconds))
    assert set(lease_what_is_due(2)) == {rows[1], rows[2]}
    assert lease_what_is_due(2) == [rows[0]]


@pytest.mark.parametrize(("n", "times"), [(1, 1), (2, 1), (4, 2), (6, 2.5)])
def test_the_more_wait_the_later_each_is_rung_for_again(
    ana: User, follows: list[str], monkeypatch: pytest.MonkeyPatch, n: int, times: float
) -> None:
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    monkeypatch.setattr(actions, "MANY", 5)
    follows.append("note_it")
    for _ in range(n):
        a_fact(ana)
    overdue()
    [first] = lease_what_is_due(1)
    longer = Delivery.objects.get(pk=first).due_at - timezone.now()
    assert longer / actions.lease() == pytest.approx(times, abs=0.1)


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_does_not_stop_a_deed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django 5.2 logs the hook's `__qualname__` when it fails: a partial would raise here, after the commit."""

    def away(delivery_id: int) -> None:
        raise ConnectionError("the broker is away")

    with monkeypatch.context() as patched:
        patched.setattr(actions, "ring", away)
        ticket = receive(by=make.someone(), verbatim="Late.", channel="phone", customer=make.a_customer())
    assert not connection.in_atomic_block
    assert kinds(ticket) == ["TicketReceived"]
    bell: list[int] = []
    monkeypatch.setattr(actions, "ring", bell.append)
    overdue()
    tasks.sweep()
    assert set(bell) == set(Delivery.objects.values_list("pk", flat=True))
    for pk in bell:
        tasks.deliver(pk)
    assert not Delivery.objects.undone().exists()
    assert ticket.mails.count() == 1


def test_every_event_is_plain_and_reads_back_as_itself(db: None) -> None:
    make.a_declined_ticket(waiting_for=make.a_capability())
    make.an_accepted_ticket()
    for entry in Entry.objects.all():
        event = Event.read(entry.kind, entry.plain, entry.at)
        assert (event.plain(), event.happened_at) == (entry.plain, entry.at)


def test_an_old_entry_with_a_field_that_is_gone_still_reads() -> None:
    event = Event.read("CustomerMet", {"customer_id": 7, "shoe_size": 43}, timezone.now())
    assert event.plain() == {"customer_id": 7}

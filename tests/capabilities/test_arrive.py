"""Arrive: we can do it now, and what waited for it comes back, each ticket once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from capabilities.actions import arrive, plan
from capabilities.models import Capability
from common.refusals import Conflict
from journal.models import Delivery, Entry
from tests import make
from tests.capabilities.doors import ARRIVALS
from tests.following import kinds, let_follow, mails_to
from tests.tickets.test_races import at_once
from tickets.actions import deciding, resurfacing
from tickets.models import Arrival, Ticket


@pytest.fixture
def two_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resurfacing, "BATCH", 2)


def waiting(van: Capability, count: int) -> list[Ticket]:
    return [make.a_declined_ticket(waiting_for=van) for _ in range(count)]


@pytest.mark.parametrize("door", ARRIVALS)
def test_every_door_lets_it_arrive_once(door, pia: User) -> None:
    van = make.a_capability()
    assert (door(pia, van), door(pia, van)) == (201, 409)


@pytest.mark.parametrize("door", ARRIVALS)
@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_every_door_says_whose_it_is(door, role: str, db: None) -> None:
    assert door(make.a_colleague("X", role), make.a_capability()) == 403


@pytest.mark.parametrize("door", ARRIVALS)
def test_what_needs_something_that_is_missing_cannot_arrive(door, pia: User) -> None:
    van, depot = make.a_capability(), make.a_capability()
    plan(van, by=pia, depends_on=[depot])
    assert door(pia, van) == 409
    arrive(depot, by=pia)
    assert door(pia, van) == 201


@pytest.mark.parametrize("door", ARRIVALS)
@pytest.mark.parametrize("told", [True, False])
def test_customers_hear_at_once_only_where_a_person_chose_so(door, told: bool, pia: User) -> None:
    van = make.a_capability()
    ticket = waiting(van, 1)[0]
    door(pia, van, tell_them=told)
    let_follow()
    assert any("looking again" in mail.subject for mail in mails_to(ticket)) is told


def test_batches_bring_back_each_ticket_once(pia: User, two_at_a_time: None) -> None:
    van = make.a_capability()
    tickets = waiting(van, 5)
    arrive(van, by=pia)
    let_follow()
    arrival = Arrival.objects.get(capability=van)
    assert (arrival.waiting, arrival.returned, arrival.done_at) == (5, 2, None)
    while resurfacing.go_on(arrival.pk):
        pass
    arrival.refresh_from_db()
    assert (arrival.returned, arrival.done_at is not None) == (5, True)
    assert [kinds(ticket).count("TicketResurfaced") for ticket in tickets] == [1] * 5


def test_what_a_person_brought_back_meanwhile_is_passed_over(pia: User, two_at_a_time: None) -> None:
    van = make.a_capability()
    tickets = waiting(van, 4)
    arrive(van, by=pia)
    let_follow()
    deciding.resurface(tickets[3], by=pia, why="demand_grew")
    arrival = Arrival.objects.get(capability=van)
    while resurfacing.go_on(arrival.pk):
        pass
    arrival.refresh_from_db()
    assert (arrival.returned, arrival.done_at is not None) == (3, True)


def test_the_clock_rings_again_where_nobody_is_at_it(pia: User, two_at_a_time: None, settings) -> None:
    settings.OUTBOX_LEASE_SECONDS = -1
    van = make.a_capability()
    waiting(van, 3)
    arrive(van, by=pia)
    let_follow()
    settings.OUTBOX_LEASE_SECONDS = 30
    arrival = Arrival.objects.get(capability=van)
    assert (resurfacing.lease_what_is_due(), resurfacing.lease_what_is_due()) == ([arrival.pk], [])


def test_many_at_once_leave_the_same_rows_as_one_by_one(pia: User) -> None:
    van = make.a_capability()
    one, other = waiting(van, 2)
    deciding.resurface(one, by=pia, why="demand_grew", tell_them=True)
    resurfacing.resurface_all(Ticket.objects.filter(pk=other.pk), by=pia, why="demand_grew", tell_them=True)
    assert rows(one) == rows(other)
    let_follow()
    assert len(mails_to(one)) == len(mails_to(other))


def rows(ticket: Ticket) -> tuple:
    ticket.refresh_from_db()
    entry = Entry.objects.about(ticket).last()
    followed = sorted(Delivery.objects.filter(entry=entry).values_list("reaction", "attempts", "done_at"))
    promised = ticket.due_at - ticket.waiting_since
    plain = entry.plain | {"ticket_id": None}
    return ticket.stage, ticket.decision, promised, entry.kind, plain, entry.actor_id, entry.actor_role, followed


def test_the_act_itself_costs_the_same_however_many_wait(pia: User) -> None:
    counts = []
    for many in (1, 6):
        van = make.a_capability()
        waiting(van, many)
        with CaptureQueriesContext(connection) as asked:
            arrive(van, by=pia)
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_let_it_arrive_one_does(pia: User, max_: User) -> None:
    van = make.a_capability()
    answers = at_once(
        lambda: arrive(Capability.objects.get(pk=van.pk), by=pia),
        lambda: arrive(Capability.objects.get(pk=van.pk), by=max_),
    )
    assert sorted(isinstance(answer, Conflict) for answer in answers) == [False, True]
    assert kinds(van).count("CapabilityArrived") == 1


@pytest.mark.django_db(transaction=True)
def test_nobody_is_declined_for_what_arrives_in_the_same_moment(pia: User) -> None:
    van, ticket = make.a_capability(), make.an_assessed_ticket()
    said = {"reason": "not_yet", "message": "Not yet."}
    at_once(
        lambda: arrive(Capability.objects.get(pk=van.pk), by=pia),
        lambda: deciding.decline(
            Ticket.objects.get(pk=ticket.pk), by=pia, waiting_for=Capability.objects.get(pk=van.pk), **said
        ),
    )
    let_follow()
    ticket.refresh_from_db()
    assert ticket.stage in {"to_decide", "to_assess"}


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_one_arrival_bring_each_ticket_back_once(pia: User, two_at_a_time: None) -> None:
    van = make.a_capability()
    tickets = waiting(van, 6)
    arrive(van, by=pia)
    let_follow()
    arrival = Arrival.objects.get(capability=van)

    def work() -> None:
        while Arrival.objects.undone().filter(pk=arrival.pk).exists():
            resurfacing.go_on(arrival.pk)

    at_once(work, work)
    arrival.refresh_from_db()
    assert (arrival.returned, arrival.done_at is not None) == (6, True)
    assert [kinds(ticket).count("TicketResurfaced") for ticket in tickets] == [1] * 6

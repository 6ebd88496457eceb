"""Take: a colleague looks after a ticket from now on."""

import pytest

from accounts.models import User
from common.refusals import Forbidden
from journal.models import Entry
from tests import make
from tests.doors import DOORS
from tickets.actions.writing import take

STAGES = ["to_listen", "to_assess", "to_decide", "accepted", "declined", "set_aside"]


@pytest.mark.parametrize("stage", STAGES)
def test_whoever_takes_it_owns_it_at_any_stage(ana: User, stage: str) -> None:
    ticket = take(make.a_ticket_of(stage), by=ana)
    ticket.refresh_from_db()
    assert (ticket.owner, ticket.stage) == (ana, stage)


def test_taking_is_one_entry(ana: User) -> None:
    ticket = take(make.a_ticket(), by=ana)
    entry = Entry.objects.about(ticket).last()
    assert (entry.kind, entry.plain["owner_id"], entry.actor) == ("TicketTaken", ana.pk, ana)


def test_it_can_be_taken_over(ana: User, pia: User) -> None:
    assert take(take(make.a_ticket(), by=ana), by=pia).owner == pia


def test_taking_does_not_move_the_promised_hour(ana: User) -> None:
    ticket = make.a_ticket()
    before = ticket.due_at
    take(ticket, by=ana)
    ticket.refresh_from_db()
    assert ticket.due_at == before


@pytest.mark.parametrize("role", ["admin", "viewer"])
def test_only_those_who_work_with_customers_take(db: None, role: str) -> None:
    with pytest.raises(Forbidden):
        take(make.a_ticket(), by=make.a_colleague("X", role))


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["agent", "product", "manager"])
def test_every_door_takes(door, role: str, db: None) -> None:
    ticket, who = make.a_ticket(), make.a_colleague("Someone", role)
    assert door(who, ticket, "ownership", {}) == 201
    ticket.refresh_from_db()
    assert ticket.owner == who


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["admin", "viewer"])
def test_every_door_says_whose_it_is(door, role: str, db: None) -> None:
    assert door(make.a_colleague("X", role), make.a_ticket(), "ownership", {}) == 403

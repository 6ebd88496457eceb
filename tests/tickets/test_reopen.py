"""Reopen: it is a complaint after all."""

import pytest

from accounts.models import User
from common.refusals import Conflict, Forbidden
from tests import make
from tests.doors import DOORS
from tests.following import kinds
from tickets.actions.setting_aside import reopen


def test_what_was_set_aside_waits_to_be_heard_again(ana: User) -> None:
    ticket = reopen(make.a_ticket_set_aside(), by=ana)
    ticket.refresh_from_db()
    assert (ticket.stage, ticket.setting_aside) == ("to_listen", None)
    assert ticket.due_at is not None


def test_why_it_had_been_set_aside_stays_in_the_history(ana: User) -> None:
    ticket = reopen(make.a_ticket_set_aside(), by=ana)
    assert ticket.settings_aside.get().reason == "spam"
    assert kinds(ticket) == ["TicketReceived", "TicketSetAside", "TicketReopened"]


@pytest.mark.parametrize("role", ["admin", "viewer"])
def test_only_those_who_work_with_customers_reopen(db: None, role: str) -> None:
    with pytest.raises(Forbidden):
        reopen(make.a_ticket_set_aside(), by=make.a_colleague("X", role))


@pytest.mark.parametrize("stage", ["to_listen", "to_assess", "to_decide", "accepted", "declined"])
def test_only_what_was_set_aside_is_reopened(ana: User, stage: str) -> None:
    with pytest.raises(Conflict):
        reopen(make.a_ticket_of(stage), by=ana)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["agent", "product", "manager"])
def test_every_door_reopens(door, role: str, db: None) -> None:
    ticket = make.a_ticket_set_aside()
    assert door(make.a_colleague("Someone", role), ticket, "reopening", {}) == 201
    ticket.refresh_from_db()
    assert ticket.stage == "to_listen"


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["admin", "viewer"])
def test_every_door_says_whose_it_is(door, role: str, db: None) -> None:
    assert door(make.a_colleague("X", role), make.a_ticket_set_aside(), "reopening", {}) == 403


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("stage", ["to_listen", "to_assess", "to_decide", "accepted", "declined"])
def test_every_door_says_when_it_is_too_late(door, ana: User, stage: str) -> None:
    assert door(ana, make.a_ticket_of(stage), "reopening", {}) == 409

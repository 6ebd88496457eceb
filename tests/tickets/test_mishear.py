"""Mishear: something was missed, and this is what."""

import pytest

from accounts.models import User
from common.refusals import Conflict, Forbidden, Invalid
from journal.models import Entry
from tests import make
from tests.doors import DOORS
from tests.following import kinds
from tickets.actions.listening import mishear
from tickets.models import Message

A_MISHEARING = {"missed": "It was the fridge, not the parcel."}


@pytest.mark.parametrize("stage", ["to_assess", "to_decide"])
def test_mishearing_goes_back_to_listening(ana: User, stage: str) -> None:
    ticket = mishear(make.a_ticket_of(stage), by=ana, **A_MISHEARING)
    ticket.refresh_from_db()
    assert ticket.stage == "to_listen"
    assert kinds(ticket)[-1] == "TicketMisheard"


def test_what_was_missed_is_kept_with_who_said_it(ana: User) -> None:
    ticket = mishear(make.a_heard_ticket(), by=ana, **A_MISHEARING)
    said = ticket.messages.get()
    assert (said.kind, said.body, said.by) == ("misheard", A_MISHEARING["missed"], ana)


def test_what_we_understood_before_stays(ana: User) -> None:
    ticket = make.a_heard_ticket()
    before = ticket.listening
    assert mishear(ticket, by=ana, **A_MISHEARING).listening == before


def test_the_customer_says_not_quite(db: None) -> None:
    ticket = make.a_heard_ticket()
    mishear(ticket, by=ticket.customer, **A_MISHEARING)
    entry = Entry.objects.about(ticket).last()
    assert (ticket.messages.get().by, entry.actor, entry.actor_role) == (None, None, "customer")


def test_another_customer_has_no_say(db: None) -> None:
    with pytest.raises(Forbidden):
        mishear(make.a_heard_ticket(), by=make.a_customer("Someone else"), **A_MISHEARING)
    assert not Message.objects.exists()


@pytest.mark.parametrize("missed", ["", " ", "\u200b", "a\x00b"])
def test_mishearing_says_what_was_missed(ana: User, missed: str) -> None:
    with pytest.raises(Invalid) as refusal:
        mishear(make.a_heard_ticket(), by=ana, missed=missed)
    assert set(refusal.value.fields) == {"missed"}


@pytest.mark.parametrize("stage", ["to_listen", "accepted", "declined", "set_aside"])
def test_after_the_decision_it_is_too_late(ana: User, stage: str) -> None:
    with pytest.raises(Conflict):
        mishear(make.a_ticket_of(stage), by=ana, **A_MISHEARING)


def test_a_refusal_changes_nothing(ana: User) -> None:
    ticket = make.a_heard_ticket()
    with pytest.raises(Invalid):
        mishear(ticket, by=ana, missed="")
    ticket.refresh_from_db()
    assert (ticket.stage, kinds(ticket)[-1]) == ("to_assess", "TicketHeard")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["agent", "product"])
def test_every_door_mishears(door, role: str, db: None) -> None:
    ticket = make.an_assessed_ticket()
    assert door(make.a_colleague("Someone", role), ticket, "mishearing", A_MISHEARING) == 201
    ticket.refresh_from_db()
    assert ticket.stage == "to_listen"


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["manager", "admin", "viewer"])
def test_every_door_says_whose_it_is(door, role: str, db: None) -> None:
    assert door(make.a_colleague("Someone", role), make.a_heard_ticket(), "mishearing", A_MISHEARING) == 403


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("stage", ["to_listen", "accepted", "declined", "set_aside"])
def test_every_door_says_when_it_is_too_late(door, ana: User, stage: str) -> None:
    assert door(ana, make.a_ticket_of(stage), "mishearing", A_MISHEARING) == 409


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("wrong", [{"missed": " "}, {"missed": "a\x00b"}, {"missed": "x" * 100_001}])
def test_every_door_says_what_does_not_fit(door, ana: User, wrong: dict[str, str]) -> None:
    assert door(ana, make.a_heard_ticket(), "mishearing", wrong) == 422

"""Decline: an honest no."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import InternalError

from accounts.models import User
from common.clock import today
from common.refusals import Conflict, Forbidden, Invalid
from tests import make
from tests.doors import DOORS, ask_api
from tests.following import kinds, let_follow, mails_to
from tickets.actions.deciding import decline
from tickets.models import Decision

A_DECLINE = {"reason": "not_sustainable", "message": "We looked, and we could not keep it up."}


def test_declining_keeps_who_decided_what_and_why(pia: User) -> None:
    ticket = decline(make.an_assessed_ticket(), by=pia, reason="not_ours", message="Your bank can.", rationale="Bank.")
    ticket.refresh_from_db()
    assert ticket.decision is not None
    assert (ticket.stage, ticket.decision.by, ticket.decision.reason) == ("declined", pia, "not_ours")
    assert ticket.decision.message == "Your bank can."


def test_declining_is_one_entry(pia: User) -> None:
    ticket = decline(make.an_assessed_ticket(), by=pia, **A_DECLINE)
    assert kinds(ticket)[-1] == "TicketDeclined"


def test_the_customer_reads_the_reason_in_our_words(pia: User) -> None:
    ticket = decline(make.an_assessed_ticket(), by=pia, **A_DECLINE)
    let_follow()
    assert "We looked, and we could not keep it up." in mails_to(ticket)[-1].text


def test_not_yet_waits_for_a_capability(pia: User) -> None:
    van = make.a_capability("Live van position")
    ticket = decline(make.an_assessed_ticket(), by=pia, reason="not_yet", message="Soon.", waiting_for=van)
    assert ticket.decision is not None
    assert ticket.decision.waiting_for == van


def test_not_yet_may_wait_for_a_date(pia: User) -> None:
    day = today() + timedelta(days=30)
    ticket = decline(make.an_assessed_ticket(), by=pia, reason="not_yet", message="Soon.", revisit_on=day)
    assert ticket.decision is not None
    assert ticket.decision.revisit_on == day


def test_not_yet_without_anything_to_wait_for_is_refused(pia: User) -> None:
    with pytest.raises(Invalid) as refusal:
        decline(make.an_assessed_ticket(), by=pia, reason="not_yet", message="Soon.")
    assert set(refusal.value.fields) == {"waiting_for"}


def test_a_capability_that_has_arrived_is_nothing_to_wait_for(pia: User) -> None:
    from capabilities.actions import arrive

    van = arrive(make.a_capability(), by=pia)
    with pytest.raises(Invalid):
        decline(make.an_assessed_ticket(), by=pia, reason="not_yet", message="Soon.", waiting_for=van)


@pytest.mark.parametrize("message", ["", "   ", "\u200b\n"])
def test_a_decline_without_a_word_to_the_customer_is_refused(pia: User, message: str) -> None:
    with pytest.raises(Invalid):
        decline(make.an_assessed_ticket(), by=pia, reason="not_ours", message=message)


def test_an_agent_does_not_decide(ana: User) -> None:
    with pytest.raises(Forbidden):
        decline(make.an_assessed_ticket(), by=ana, **A_DECLINE)


@pytest.mark.parametrize("stage", ["to_listen", "to_assess", "accepted", "declined", "set_aside"])
def test_only_what_waits_for_a_decision_is_declined(pia: User, stage: str) -> None:
    with pytest.raises(Conflict):
        decline(make.a_ticket_of(stage), by=pia, **A_DECLINE)


def test_a_refusal_changes_nothing(pia: User) -> None:
    ticket = make.an_assessed_ticket()
    before = kinds(ticket)
    with pytest.raises(Invalid):
        decline(ticket, by=pia, reason="not_yet", message="Soon.")
    ticket.refresh_from_db()
    assert (ticket.stage, kinds(ticket)) == ("to_decide", before)


@pytest.mark.parametrize("door", DOORS)
def test_every_door_declines(door, pia: User) -> None:
    ticket = make.an_assessed_ticket()
    assert door(pia, ticket, "decline", A_DECLINE) == 201
    ticket.refresh_from_db()
    assert ticket.stage == "declined"


@pytest.mark.parametrize("door", DOORS)
def test_every_door_says_when_it_is_too_late(door, pia: User) -> None:
    assert door(pia, make.an_accepted_ticket(), "decline", A_DECLINE) == 409


@pytest.mark.parametrize("door", DOORS)
def test_every_door_says_whose_it_is(door, ana: User) -> None:
    assert door(ana, make.an_assessed_ticket(), "decline", A_DECLINE) == 403


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "wrong", [{"reason": "because"}, {"message": " "}, {"reason": "not_yet"}, {"message": "a\x00b"}]
)
def test_every_door_says_what_does_not_fit(door, pia: User, wrong: dict[str, str]) -> None:
    assert door(pia, make.an_assessed_ticket(), "decline", A_DECLINE | wrong) == 422


def test_the_refusal_says_who_was_faster(pia: User, max_: User) -> None:
    ticket = make.an_assessed_ticket()
    decline(ticket, by=max_, **A_DECLINE)
    detail = ask_api(pia, ticket, "decline", A_DECLINE).json()["detail"]
    assert "Max" in detail
    assert "Declined" in detail


def test_a_decision_never_changes_and_never_vanishes(pia: User) -> None:
    ticket = decline(make.an_assessed_ticket(), by=pia, **A_DECLINE)
    for deed in (lambda d: d.update(message="other"), lambda d: d._raw_delete("default")):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            deed(Decision.objects.filter(pk=ticket.decision_id))

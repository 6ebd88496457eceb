"""Confirm, and hear more: what the customer says after the complaint."""

import pytest

from accounts.models import User
from common.refusals import Conflict, Forbidden, Invalid
from journal.models import Entry
from notifications.models import Mail
from tests import make
from tests.following import kinds, let_follow
from tickets.actions.listening import confirm, hear_more
from tickets.models import Message

STAGES = ["to_listen", "to_assess", "to_decide", "accepted", "declined", "set_aside"]


def test_the_customer_says_that_we_understood(db: None) -> None:
    ticket = make.a_heard_ticket()
    confirm(ticket, by=ticket.customer)
    ticket.refresh_from_db()
    assert ticket.listening.confirmed_at is not None
    assert kinds(ticket)[-1] == "HearingConfirmed"
    assert Entry.objects.about(ticket).last().actor_role == "customer"


def test_confirming_changes_no_stage(db: None) -> None:
    ticket = make.a_heard_ticket()
    assert confirm(ticket, by=ticket.customer).stage == "to_assess"


def test_said_again_it_changes_nothing(db: None) -> None:
    ticket = make.a_heard_ticket()
    first = confirm(ticket, by=ticket.customer).listening.confirmed_at
    assert confirm(ticket, by=ticket.customer).listening.confirmed_at == first
    assert kinds(ticket).count("HearingConfirmed") == 1


def test_before_we_said_anything_there_is_nothing_to_confirm(db: None) -> None:
    ticket = make.a_ticket()
    with pytest.raises(Conflict):
        confirm(ticket, by=ticket.customer)


def test_nobody_confirms_for_the_customer(ana: User) -> None:
    with pytest.raises(Forbidden):
        confirm(make.a_heard_ticket(), by=ana)


def test_another_customer_does_not_confirm(db: None) -> None:
    ticket = make.a_heard_ticket()
    with pytest.raises(Forbidden):
        confirm(ticket, by=make.a_customer("Someone else"))
    ticket.refresh_from_db()
    assert ticket.listening.confirmed_at is None


@pytest.mark.parametrize("stage", STAGES)
def test_the_customer_may_add_something_at_any_stage(db: None, stage: str) -> None:
    ticket = make.a_ticket_of(stage)
    message = hear_more(ticket, by=ticket.customer, body="One more thing.")
    assert (message.kind, message.by, message.body) == ("theirs", None, "One more thing.")
    assert kinds(ticket)[-1] == "MessageWritten"
    assert ticket.stage == stage


def test_nobody_is_mailed_their_own_words(db: None) -> None:
    ticket = make.a_ticket()
    hear_more(ticket, by=ticket.customer, body="One more thing.")
    let_follow()
    assert [mail.kind for mail in Mail.objects.all()] == ["received"]


@pytest.mark.parametrize("body", ["", " ", "\u200b", "a\x00b", "x" * 100_001])
def test_there_has_to_be_something_to_read(db: None, body: str) -> None:
    ticket = make.a_ticket()
    with pytest.raises(Invalid):
        hear_more(ticket, by=ticket.customer, body=body)
    assert not Message.objects.exists()


def test_another_customer_adds_nothing(db: None) -> None:
    with pytest.raises(Forbidden):
        hear_more(make.a_ticket(), by=make.a_customer("Someone else"), body="Me too.")

"""Question: it is returned to be assessed again, with what has to be answered first."""

import pytest

from accounts.models import User
from backlog.actions.promotion import question
from backlog.models import Voice
from common.refusals import Conflict, Forbidden, Invalid
from journal.models import Entry
from tests import make
from tests.doors import DOORS
from tests.following import kinds, let_follow, mails_to

A_QUESTION = {"body": "How many a month, really?"}


@pytest.mark.parametrize("stage", ["to_decide", "accepted"])
def test_a_question_returns_it_to_be_assessed(pia: User, stage: str) -> None:
    ticket = question(make.a_ticket_of(stage), by=pia, **A_QUESTION)
    ticket.refresh_from_db()
    assert (ticket.stage, ticket.decision) == ("to_assess", None)
    assert ticket.due_at is not None


def test_the_question_is_kept_with_who_asked(pia: User) -> None:
    ticket = question(make.an_assessed_ticket(), by=pia, **A_QUESTION)
    said = ticket.messages.get()
    assert (said.kind, said.body, said.by) == ("question", A_QUESTION["body"], pia)


def test_a_question_is_one_entry_that_says_whether_it_was_promised(pia: User) -> None:
    for ticket, was_accepted in ((make.an_assessed_ticket(), False), (make.an_accepted_ticket(), True)):
        question(ticket, by=pia, **A_QUESTION)
        entry = Entry.objects.about(ticket).last()
        assert (entry.kind, entry.plain["was_accepted"]) == ("TicketQuestioned", was_accepted)


def test_what_was_promised_no_longer_speaks_for_its_item(pia: User) -> None:
    ticket = make.an_accepted_ticket()
    item = ticket.voices.get().item
    question(ticket, by=pia, **A_QUESTION)
    assert not Voice.objects.speaking().exists()
    assert kinds(item)[-1] == "VoiceWithdrawn"


def test_the_decision_that_was_made_stays_in_the_history(pia: User) -> None:
    ticket = question(make.an_accepted_ticket(), by=pia, **A_QUESTION)
    assert ticket.decisions.count() == 1


def test_the_customer_is_not_asked(pia: User) -> None:
    ticket = make.an_assessed_ticket()
    let_follow()
    before = len(mails_to(ticket))
    question(ticket, by=pia, **A_QUESTION)
    let_follow()
    assert len(mails_to(ticket)) == before


def test_it_can_be_accepted_again_after_the_answer(pia: User) -> None:
    from backlog.actions.promotion import accept
    from tickets.actions.assessing import assess

    ticket = make.an_accepted_ticket()
    item = ticket.voices.get().item
    question(ticket, by=pia, **A_QUESTION)
    assess(ticket, by=pia, weighing=make.answers(), finding="sustainable")
    accept(ticket, by=pia, message="Yes.", item=item)
    assert (ticket.stage, Voice.objects.speaking().get().ticket) == ("accepted", ticket)


@pytest.mark.parametrize("body", ["", " \n", "\u200b", "a\x00b"])
def test_a_question_asks_something(pia: User, body: str) -> None:
    with pytest.raises(Invalid) as refusal:
        question(make.an_assessed_ticket(), by=pia, body=body)
    assert set(refusal.value.fields) == {"body"}


def test_a_refused_question_takes_no_promise_back(pia: User) -> None:
    ticket = make.an_accepted_ticket()
    with pytest.raises(Invalid):
        question(ticket, by=pia, body="")
    assert Voice.objects.speaking().count() == 1


@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_only_deciders_return_it(db: None, role: str) -> None:
    with pytest.raises(Forbidden):
        question(make.an_assessed_ticket(), by=make.a_colleague("X", role), **A_QUESTION)


@pytest.mark.parametrize("stage", ["to_listen", "to_assess", "declined", "set_aside"])
def test_only_what_was_assessed_or_promised_is_questioned(pia: User, stage: str) -> None:
    with pytest.raises(Conflict):
        question(make.a_ticket_of(stage), by=pia, **A_QUESTION)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["product", "manager"])
def test_every_door_questions(door, role: str, db: None) -> None:
    ticket = make.an_accepted_ticket()
    assert door(make.a_colleague("Someone", role), ticket, "question", A_QUESTION) == 201
    ticket.refresh_from_db()
    assert (ticket.stage, Voice.objects.speaking().count()) == ("to_assess", 0)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_every_door_says_whose_it_is(door, role: str, db: None) -> None:
    assert door(make.a_colleague("X", role), make.an_assessed_ticket(), "question", A_QUESTION) == 403


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("stage", ["to_listen", "to_assess", "declined", "set_aside"])
def test_every_door_says_when_it_is_too_late(door, pia: User, stage: str) -> None:
    assert door(pia, make.a_ticket_of(stage), "question", A_QUESTION) == 409


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("wrong", [{"body": " "}, {"body": "a\x00b"}, {"body": "x" * 100_001}])
def test_every_door_says_what_does_not_fit(door, pia: User, wrong: dict[str, str]) -> None:
    assert door(pia, make.an_assessed_ticket(), "question", wrong) == 422

"""Listen: we say in our words what we understood."""

from datetime import timedelta

import pytest

from accounts.models import User
from common.clock import moved_to, now
from common.refusals import Conflict, Forbidden, Invalid
from journal.models import Entry
from tests import make
from tests.doors import DOORS, ask_api
from tests.following import kinds, let_follow, mails_to
from tickets.actions.listening import listen, mishear

A_LISTENING = {"restatement": "Late, and nobody said so.", "situation": "She waited.", "wish": "A message in time."}


def test_listening_keeps_what_we_understood_and_who(ana: User) -> None:
    ticket = listen(make.a_ticket(), by=ana, **A_LISTENING)
    ticket.refresh_from_db()
    heard = ticket.listening
    assert heard is not None
    assert (heard.restatement, heard.situation, heard.wish, heard.by) == (*A_LISTENING.values(), ana)


def test_what_was_heard_waits_to_be_assessed_within_a_day(ana: User) -> None:
    moment = now()
    ticket = make.a_ticket()
    with moved_to(moment):
        listen(ticket, by=ana, **A_LISTENING)
    ticket.refresh_from_db()
    assert (ticket.stage, ticket.waiting_since, ticket.heard_at) == ("to_assess", moment, moment)
    assert ticket.due_at == moment + timedelta(hours=24)


def test_who_listens_looks_after_it_unless_someone_does(ana: User, pia: User) -> None:
    from tickets.actions.writing import take

    assert listen(make.a_ticket(), by=ana, **A_LISTENING).owner == ana
    assert listen(take(make.a_ticket(), by=pia), by=ana, **A_LISTENING).owner == pia


def test_listening_is_one_entry_that_says_how_long_it_took(ana: User) -> None:
    begun = now()
    with moved_to(begun):
        ticket = make.a_ticket(channel="chat")
    with moved_to(begun + timedelta(minutes=7)):
        listen(ticket, by=ana, **A_LISTENING)
    entry = Entry.objects.about(ticket).last()
    assert kinds(ticket) == ["TicketReceived", "TicketHeard"]
    assert (entry.plain["seconds"], entry.plain["is_first"], entry.plain["channel"]) == (420, True, "chat")


def test_listening_again_is_not_the_first_time(ana: User) -> None:
    ticket = mishear(make.a_heard_ticket(), by=ana, missed="The fridge.")
    first = ticket.heard_at
    listen(ticket, by=ana, **A_LISTENING)
    assert ticket.heard_at == first
    assert Entry.objects.about(ticket).last().plain["is_first"] is False
    assert ticket.listenings.count() == 2


def test_the_customer_reads_what_we_understood(ana: User) -> None:
    ticket = listen(make.a_ticket(), by=ana, **A_LISTENING)
    let_follow()
    assert A_LISTENING["restatement"] in mails_to(ticket)[-1].text


def test_situation_and_wish_may_be_left_out(ana: User) -> None:
    assert listen(make.a_ticket(), by=ana, restatement="Late.").stage == "to_assess"


@pytest.mark.parametrize("restatement", ["", "  \n", "\u200b", "a\x00b", "x" * 100_001])
def test_a_listening_has_to_restate(ana: User, restatement: str) -> None:
    with pytest.raises(Invalid) as refusal:
        listen(make.a_ticket(), by=ana, restatement=restatement)
    assert set(refusal.value.fields) == {"restatement"}


@pytest.mark.parametrize("field", ["situation", "wish"])
def test_what_is_optional_may_still_not_be_broken(ana: User, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        listen(make.a_ticket(), by=ana, restatement="Late.", **{field: "a\x00b"})
    assert set(refusal.value.fields) == {field}


@pytest.mark.parametrize("role", ["admin", "viewer"])
def test_only_those_who_work_with_customers_listen(db: None, role: str) -> None:
    with pytest.raises(Forbidden):
        listen(make.a_ticket(), by=make.a_colleague("Someone", role), **A_LISTENING)


@pytest.mark.parametrize("stage", ["to_assess", "to_decide", "accepted", "declined", "set_aside"])
def test_only_what_waits_to_be_heard_is_listened_to(ana: User, stage: str) -> None:
    with pytest.raises(Conflict):
        listen(make.a_ticket_of(stage), by=ana, **A_LISTENING)


def test_a_refusal_changes_nothing(ana: User) -> None:
    ticket = make.a_ticket()
    with pytest.raises(Invalid):
        listen(ticket, by=ana, restatement="")
    ticket.refresh_from_db()
    assert (ticket.stage, ticket.owner, kinds(ticket)) == ("to_listen", None, ["TicketReceived"])


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["agent", "product", "manager"])
def test_every_door_listens(door, role: str, db: None) -> None:
    ticket = make.a_ticket()
    assert door(make.a_colleague("Someone", role), ticket, "listening", A_LISTENING) == 201
    ticket.refresh_from_db()
    assert (ticket.stage, ticket.listening.wish) == ("to_assess", "A message in time.")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["admin", "viewer"])
def test_every_door_says_whose_it_is(door, role: str, db: None) -> None:
    assert door(make.a_colleague("Someone", role), make.a_ticket(), "listening", A_LISTENING) == 403


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("stage", ["to_assess", "to_decide", "accepted", "declined", "set_aside"])
def test_every_door_says_when_it_is_too_late(door, ana: User, stage: str) -> None:
    assert door(ana, make.a_ticket_of(stage), "listening", A_LISTENING) == 409


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "wrong", [{"restatement": " "}, {"restatement": "a\x00"}, {"wish": "x" * 100_001}, {"situation": "\x00"}]
)
def test_every_door_says_what_does_not_fit(door, ana: User, wrong: dict[str, str]) -> None:
    assert door(ana, make.a_ticket(), "listening", A_LISTENING | wrong) == 422


def test_the_api_says_which_field_does_not_fit(ana: User) -> None:
    problem = ask_api(ana, make.a_ticket(), "listening", {"situation": "Alone."}).json()
    assert (problem["status"], list(problem["errors"])) == (422, ["restatement"])

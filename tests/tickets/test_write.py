"""Write: to the customer, or a note among colleagues."""

import pytest

from accounts.models import User
from common.refusals import Conflict, Forbidden, Invalid
from journal.models import Entry
from notifications.models import Mail
from tests import make
from tests.doors import DOORS, ask_api, html
from tests.following import let_follow, mails_to
from tickets.actions.writing import note, reply
from tickets.models import Message

A_NOTE = {"kind": "note", "body": "She is right, you know."}
A_REPLY = {"kind": "reply", "body": "We are looking for your parcel."}


def test_a_reply_reaches_the_customer_by_mail(ana: User) -> None:
    ticket = make.a_ticket()
    reply(ticket, by=ana, body=A_REPLY["body"])
    let_follow()
    assert A_REPLY["body"] in mails_to(ticket)[-1].text


def test_a_note_reaches_nobody_outside(ana: User) -> None:
    ticket = make.a_ticket()
    note(ticket, by=ana, body=A_NOTE["body"])
    let_follow()
    assert [mail.kind for mail in Mail.objects.all()] == ["received"]


@pytest.mark.parametrize(("deed", "kind"), [(note, "note"), (reply, "reply")])
def test_what_was_written_is_one_entry_without_the_words(ana: User, deed, kind: str) -> None:
    ticket = make.a_ticket()
    message = deed(ticket, by=ana, body="Secret words")
    entry = Entry.objects.about(ticket).last()
    assert (entry.kind, entry.plain["kind"], entry.plain["message_id"]) == ("MessageWritten", kind, message.pk)
    assert "Secret" not in str(entry.plain)


@pytest.mark.parametrize("stage", ["to_listen", "to_assess", "to_decide", "accepted", "declined", "set_aside"])
def test_one_can_write_at_any_stage(ana: User, stage: str) -> None:
    assert reply(make.a_ticket_of(stage), by=ana, body="Hello.").pk


def test_nobody_can_be_written_to_about_an_anonymous_complaint(ana: User) -> None:
    ticket = make.a_ticket(anonymous=True)
    with pytest.raises(Conflict):
        reply(ticket, by=ana, body="Hello?")
    assert note(ticket, by=ana, body="Nobody to ask.").kind == "note"


@pytest.mark.parametrize("deed", [note, reply])
@pytest.mark.parametrize("body", ["", "  ", "\u200b", "a\x00b", "x" * 100_001])
def test_there_has_to_be_something_to_read(ana: User, deed, body: str) -> None:
    with pytest.raises(Invalid):
        deed(make.a_ticket(), by=ana, body=body)
    assert not Message.objects.exists()


@pytest.mark.parametrize("deed", [note, reply])
@pytest.mark.parametrize("role", ["admin", "viewer"])
def test_only_those_who_work_with_customers_write(db: None, deed, role: str) -> None:
    with pytest.raises(Forbidden):
        deed(make.a_ticket(), by=make.a_colleague("X", role), body="Hello.")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("body", [A_NOTE, A_REPLY])
@pytest.mark.parametrize("role", ["agent", "product", "manager"])
def test_every_door_writes(door, body: dict[str, str], role: str, db: None) -> None:
    ticket, who = make.a_ticket(), make.a_colleague("Someone", role)
    assert door(who, ticket, "messages", body) == 201
    said = ticket.messages.get()
    assert (said.kind, said.body, said.by) == (body["kind"], body["body"], who)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("body", [A_NOTE, A_REPLY])
@pytest.mark.parametrize("role", ["admin", "viewer"])
def test_every_door_says_whose_it_is(door, body: dict[str, str], role: str, db: None) -> None:
    assert door(make.a_colleague("X", role), make.a_ticket(), "messages", body) == 403


@pytest.mark.parametrize("door", DOORS)
def test_every_door_says_that_nobody_is_there(door, ana: User) -> None:
    assert door(ana, make.a_ticket(anonymous=True), "messages", A_REPLY) == 409


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("wrong", [{"body": " "}, {"body": "a\x00b"}, {"kind": "theirs"}, {"kind": "shout"}])
def test_every_door_says_what_does_not_fit(door, ana: User, wrong: dict[str, str]) -> None:
    assert door(ana, make.a_ticket(), "messages", A_NOTE | wrong) == 422


def test_a_form_sent_twice_writes_once(ana: User) -> None:
    ticket = make.a_ticket()
    for _ in range(2):
        assert html(ana, ticket, "messages", A_NOTE | {"once": "abc"}) == 201
    assert ticket.messages.count() == 1


def test_a_key_used_twice_writes_once(ana: User) -> None:
    ticket, key = make.a_ticket(), {"Idempotency-Key": "abc"}
    first, again = (ask_api(ana, ticket, "messages", A_NOTE, **key) for _ in range(2))
    assert (first.json(), again.headers["Idempotent-Replay"]) == (again.json(), "true")
    assert ticket.messages.count() == 1


def test_a_message_never_changes_and_never_vanishes(ana: User) -> None:
    from django.db import IntegrityError, InternalError, transaction

    message = note(make.a_ticket(), by=ana, body="Said is said.")
    rows = Message.objects.filter(pk=message.pk)
    for deed in (lambda: rows.update(body="Unsaid."), lambda: rows._raw_delete("default")):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            deed()

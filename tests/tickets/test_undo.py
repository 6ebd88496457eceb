"""What was written may be taken back for a moment, in which nobody hears of it."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from common.clock import moved_to, now
from common.refusals import Conflict
from journal.models import Delivery, Entry
from notifications.models import Mail
from tests import make
from tests.doors import APIClient
from tests.following import kinds, let_follow, mails_to
from tickets.actions.keeping import keep
from tickets.actions.listening import hear_more
from tickets.actions.writing import let_leave, note, reply, undo
from tickets.models import Message, Ticket, Unsent


@pytest.fixture(autouse=True)
def _a_moment(settings) -> None:
    settings.UNDO_SECONDS = 15


def html(user: User, message: Message) -> int:
    client = Client()
    client.force_login(user)
    return client.post(f"/tickets/{message.ticket.reference}/messages/{message.pk}/withdrawal/").status_code


def api(user: User, message: Message) -> int:
    client = APIClient()
    client.force_authenticate(user)
    status = client.post(f"/api/v1/tickets/{message.ticket.reference}/messages/{message.pk}/withdrawal/").status_code
    return 302 if status == 201 else status


@pytest.mark.parametrize("door", [html, api])
def test_what_was_taken_back_reaches_nobody_and_is_ones_unsent_text(door, ana: User, pia: User) -> None:
    ticket = make.a_ticket()
    let_follow()
    said, noted = reply(ticket, by=ana, body="Wrong parcel!"), note(ticket, by=ana, body="@Pia, look.")
    assert {door(ana, said), door(ana, noted)} == {302}
    let_follow()
    assert [mail.kind for mail in Mail.objects.all()] == ["received"]
    assert not Entry.objects.filter(kind__in=["MessageWritten", "ColleagueMentioned"]).exists()
    kept = Unsent.objects.get()
    assert (kept.ticket, kept.by, kept.kind, kept.body) == (ticket, ana, "note", "@Pia, look.\n\nWrong parcel!")


def test_when_the_moment_is_over_it_is_sent_counted_and_told_once(ana: User, pia: User) -> None:
    ticket = make.a_ticket()
    said = reply(ticket, by=ana, body="We are looking.")
    noted = note(ticket, by=ana, body="@Pia, look.")
    let_follow()
    let_leave(said.pk)
    let_follow()
    assert "We are looking." in mails_to(ticket)[-1].text
    assert kinds(ticket) == ["TicketReceived", "MessageHeld", "MessageHeld", "MessageWritten", "MessageWritten"]
    told = Entry.objects.get(kind="ColleagueMentioned")
    assert (told.about_id, told.plain["source"]) == (pia.pk, noted.pk)


def test_what_follows_waits_for_its_moment_and_is_not_rung_for(ana: User, django_capture_on_commit_callbacks) -> None:
    ticket = make.a_ticket()
    with django_capture_on_commit_callbacks() as rings:
        message = reply(ticket, by=ana, body="We are looking.")
    assert not any("ring" in hook.__qualname__ for hook in rings)
    waits = Delivery.objects.get(entry__kind="MessageHeld")
    assert waits.due_at == message.leaves_at == message.at + timedelta(seconds=15)


def test_too_late_is_too_late(ana: User) -> None:
    message = reply(make.a_ticket(), by=ana, body="Hello.")
    with moved_to(now() + timedelta(seconds=15)), pytest.raises(Conflict, match="has left already"):
        undo(message, by=ana)
    let_leave(message.pk)  # a worker whose clock goes before ours
    with pytest.raises(Conflict, match="has left already"):
        undo(message, by=ana)
    assert Message.objects.standing().count() == 1


@pytest.mark.parametrize("door", [html, api])
def test_nobody_takes_back_what_another_wrote_nor_twice(door, ana: User, pia: User) -> None:
    message = reply(make.a_ticket(), by=ana, body="Hello.")
    assert door(pia, message) == 403
    assert [door(ana, message) for _ in range(2)] == [302, 409]


def test_a_message_of_another_ticket_is_not_found(ana: User) -> None:
    message, other = reply(make.a_ticket(), by=ana, body="Hello."), make.a_ticket()
    message.ticket = other
    assert (html(ana, message), api(ana, message)) == (404, 404)


def test_a_message_changes_in_nothing_else_and_is_not_put_back(ana: User) -> None:
    from django.db import IntegrityError, transaction

    message = undo(note(make.a_ticket(), by=ana, body="Said."), by=ana)
    rows = Message.objects.filter(pk=message.pk)
    for change in ({"undone_at": None}, {"undone_at": now()}, {"body": "Unsaid."}, {"leaves_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


def test_the_page_offers_it_to_its_writer_only_and_only_while_it_may(ana: User, pia: User, client: Client) -> None:
    ticket = make.a_ticket()
    client.force_login(ana)
    page = client.post(f"/tickets/{ticket.reference}/messages/", {"kind": "reply", "body": "Hello."}, follow=True)
    address = f"/messages/{ticket.messages.get().pk}/withdrawal/"
    assert page.content.decode().count(address) == 2  # beside the message, and in the toast
    with moved_to(now() + timedelta(seconds=16)):
        assert address not in _page(client, ticket)
    client.force_login(pia)
    assert address not in _page(client, ticket)


def test_what_was_taken_back_is_in_the_composer_and_no_longer_in_the_thread(ana: User, client: Client) -> None:
    ticket = make.a_ticket()
    undo(reply(ticket, by=ana, body="Wrong parcel!"), by=ana)
    client.force_login(ana)
    page = _page(client, ticket)
    assert "Wrong parcel!</textarea>" in page
    assert page.count("Wrong parcel!") == 1
    assert " checked" in page.split('name="kind" value="reply"')[1].split(">")[0]


def test_the_customer_does_not_see_it_before_it_left(ana: User) -> None:
    ticket = make.a_ticket()
    message = reply(ticket, by=ana, body="Hello.")
    assert not Message.objects.left(now()).exists()
    assert list(Message.objects.left(message.leaves_at)) == [message]


def test_the_clock_begins_anew_only_with_an_answer_that_left_and_not_over_a_later_word(ana: User) -> None:
    ticket = make.a_ticket()
    hear_more(ticket, by=ticket.customer, body="And?")
    undo(reply(ticket, by=ana, body="Wrong."), by=ana)
    let_follow()
    ticket.refresh_from_db()
    asked = ticket.unanswered_since
    assert asked
    answer = reply(ticket, by=ana, body="Soon.")
    with moved_to(answer.at + timedelta(seconds=5)):
        hear_more(ticket, by=ticket.customer, body="When?")
    let_follow()
    ticket.refresh_from_db()
    assert ticket.unanswered_since is not None


def test_search_finds_nothing_that_was_taken_back(ana: User) -> None:
    ticket = make.a_ticket()
    undo(note(ticket, by=ana, body="Xylophone"), by=ana)
    let_follow()
    assert not Ticket.objects.saying("xylophone").exists()


def test_a_text_is_kept_for_its_writer_alone_until_it_is_sent(ana: User, pia: User, client: Client) -> None:
    ticket, place = make.a_ticket(), "/tickets/{}/unsent/"
    client.force_login(ana)
    assert client.post(place.format(ticket.reference), {"kind": "reply", "body": "Dear"}).status_code == 204
    assert client.post(place.format(ticket.reference), {"kind": "reply", "body": "Dear Em"}).status_code == 204
    assert "Dear Em</textarea>" in _page(client, ticket)
    assert 'class="badge draft"' in client.get("/desk/").content.decode()
    client.force_login(pia)
    assert "Dear Em" not in _page(client, ticket)
    assert 'class="badge draft"' not in client.get("/desk/").content.decode()
    reply(ticket, by=ana, body="Dear Emma")
    assert not Unsent.objects.exists()


def test_an_empty_text_is_let_go_and_a_sent_one_does_not_come_back(ana: User, client: Client) -> None:
    ticket = make.a_ticket()
    keep(ticket, by=ana, kind="note", body="Hm")
    assert keep(ticket, by=ana, kind="note", body=" ") is None
    client.force_login(ana)
    said = {"kind": "note", "body": "Sent.", "once": "abc"}
    client.post(f"/tickets/{ticket.reference}/messages/", said)
    client.post(f"/tickets/{ticket.reference}/unsent/", said)  # was on its way while the form was sent
    assert not Unsent.objects.exists()


@pytest.mark.parametrize(("said", "status"), [({"kind": "shout", "body": "a"}, 422), ({"body": "a\x00"}, 422)])
def test_what_cannot_be_kept_is_refused_at_both_doors(ana: User, client: Client, said: dict, status: int) -> None:
    ticket, program = make.a_ticket(), APIClient()
    client.force_login(ana)
    program.force_authenticate(ana)
    assert client.post(f"/tickets/{ticket.reference}/unsent/", {"kind": "note"} | said).status_code == status
    assert program.put(f"/api/v1/tickets/{ticket.reference}/unsent/", said, format="json").status_code == status


def test_a_program_keeps_and_reads_what_is_unsent(ana: User, vic: User) -> None:
    ticket, program = make.a_ticket(), APIClient()
    place = f"/api/v1/tickets/{ticket.reference}/unsent/"
    program.force_authenticate(ana)
    assert program.put(place, {"kind": "reply", "body": "Dear"}, format="json").json() == {
        "kind": "reply",
        "body": "Dear",
    }
    assert program.get(place).json() == {"kind": "reply", "body": "Dear"}
    program.force_authenticate(vic)
    assert program.put(place, {"body": "Dear"}, format="json").status_code == 403


def test_five_megabytes_are_answered_with_a_sentence(ana: User) -> None:
    ticket, client, program = make.a_ticket(), Client(), APIClient()
    client.force_login(ana)
    program.force_authenticate(ana)
    answer = client.post(f"/tickets/{ticket.reference}/messages/", {"kind": "note", "body": "x" * 5_000_000})
    assert (answer.status_code, "what you typed is still there" in answer.content.decode()) == (413, True)
    answer = program.post(f"/api/v1/tickets/{ticket.reference}/messages/", {"body": "x" * 5_000_000}, format="json")
    assert (answer.status_code, answer.json()["status"]) == (413, 413)


def _page(client: Client, ticket: Ticket) -> str:
    return client.get(f"/tickets/{ticket.reference}/").content.decode()

"""What opens after a message, and whose the ticket is then: as its writer chose, and remembered."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from common.clock import moved_to, now
from tests import make
from tickets.models import Ticket


@pytest.fixture
def anas(ana: User, client: Client, settings) -> Client:
    """Ana's browser."""
    settings.UNDO_SECONDS = 15
    client.force_login(ana)
    return client


def send(client: Client, ticket: Ticket, inside: str = "", **said: str):
    place = f"/tickets/{ticket.reference}/"
    asked = {"kind": "note", "body": "We asked the depot."} | said
    return client.post(f"{place}messages/", asked, headers={"Referer": f"http://testserver{place}{inside}"})


def test_it_opens_what_was_chosen_and_remembers_that(anas: Client, ana: User) -> None:
    with moved_to(now() - timedelta(hours=1)):
        ticket = make.a_ticket(channel="chat")
    with moved_to(now() - timedelta(minutes=50)):
        make.a_ticket(channel="store")
    following = make.a_ticket(channel="chat")
    inside = "?in=channel%3Dchat"
    assert send(anas, ticket, inside, then="stay").url == f"/tickets/{ticket.reference}/{inside}"
    assert send(anas, ticket, inside, then="list").url == "/desk/?channel=chat"
    assert send(anas, ticket, inside, then="next", own="on").url == f"/tickets/{following.reference}/{inside}"
    assert send(anas, following, inside, then="next").url == "/desk/?channel=chat"
    ana.refresh_from_db()
    assert ana.sending == {"then": "next", "own": False}
    page = anas.get(f"/tickets/{ticket.reference}/").content.decode()
    assert '<option value="next" selected' in page


def test_a_message_makes_its_writer_the_owner_where_they_want_that(anas: Client, ana: User, pia: User) -> None:
    ticket = make.a_ticket()
    send(anas, ticket, then="stay")
    ticket.refresh_from_db()
    assert ticket.owner is None
    send(anas, ticket, then="stay", own="on", body="Mine now.")
    ticket.refresh_from_db()
    assert ticket.owner == ana
    page = anas.get(f"/tickets/{ticket.reference}/").content.decode()
    assert '<input type="hidden" name="own" value="on">' in page


def test_from_the_next_one_the_message_before_is_taken_back(anas: Client) -> None:
    ticket, following = make.a_ticket(), make.a_ticket()
    answer = send(anas, ticket, then="next")
    page = anas.get(answer.url).content.decode()
    undo = f"/tickets/{ticket.reference}/messages/{ticket.messages.get().pk}/withdrawal/"
    assert (following.reference in answer.url, undo in page) == (True, True)
    assert anas.post(undo).url == f"/tickets/{ticket.reference}/#say"
    assert not ticket.messages.standing().exists()

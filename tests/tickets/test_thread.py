"""A long conversation is shown in parts, from its end: each line once, none lost, at the same cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from common.clock import moved_to, now
from journal.models import Entry
from tests import make
from tests.backlog.shipped import like
from tickets.actions.writing import note, take
from tickets.models import Message, Ticket
from tickets.views.thread import PART, thread


@pytest.fixture
def spoken_of(ana: User) -> Ticket:
    """A ticket of a hundred notes, many of one moment, and of some events among them."""
    begun = now() - timedelta(days=2)
    moments = [begun + timedelta(minutes=10 * (number // 7)) for number in range(100)]
    with moved_to(begun):
        ticket = make.a_ticket()
    with moved_to(moments[0]):
        first = note(ticket, by=ana, body="Note 0")
    written = Entry.objects.about(ticket).get(kind="MessageWritten")
    numbered = list(enumerate(moments))[1:]  # rows like the first: a hundred notes by the verb take two seconds
    Message.objects.bulk_create(like(first, body=f"Note {number}", at=at) for number, at in numbered)
    Entry.objects.bulk_create(like(written, at=at) for _number, at in numbered)
    with moved_to(begun + timedelta(minutes=45)):
        take(ticket, by=ana)
    return ticket


def test_going_back_part_by_part_meets_every_line_once(spoken_of: Ticket) -> None:
    """Also where several things were said in one moment."""
    parts, before = [], ""
    while not parts or before:
        part = thread(spoken_of, before)
        parts.append(part.lines)
        before = part.earlier
    whole = [line for part in reversed(parts) for line in part]
    notes = [line.message.body for line in whole if line.message]
    assert sorted(notes) == sorted(f"Note {number}" for number in range(100))
    assert [line.entry.kind for line in whole if line.entry] == ["TicketReceived", "TicketTaken"]
    assert [line.at for line in whole] == sorted(line.at for line in whole)
    assert [len(part) for part in parts] == [PART, PART, PART, 102 - 3 * PART]


def test_the_page_shows_the_newest_part_and_leads_to_the_ones_before(
    client: Client, ana: User, spoken_of: Ticket
) -> None:
    """By a link, with scripts and without them."""
    client.force_login(ana)
    address = f"/tickets/{spoken_of.reference}/"
    page = client.get(address).content.decode()
    before = thread(spoken_of).earlier
    assert f'href="{address}?before={before}#talk"' in page
    assert f'hx-get="{address}earlier/?before={before}"' in page
    assert "Note 99" in page
    assert "Note 12<" not in page
    for answer in (client.get(address, {"before": before}), client.get(f"{address}earlier/", {"before": before})):
        assert "Note 99" not in answer.content.decode()
        assert "Note 50" in answer.content.decode()


@pytest.mark.parametrize("place", ["x", "1", "1.", "1.x", "9" * 40 + ".1", "٣.٤", "-1.-1"])
def test_a_place_that_is_none_means_the_end(spoken_of: Ticket, place: str) -> None:
    """An address that somebody changed shows the page, not an error."""
    assert thread(spoken_of, place).lines[-1].message.body == "Note 99"


def test_a_part_costs_the_same_however_long_the_thread_is(client: Client, ana: User, spoken_of: Ticket) -> None:
    """Far back as at the end."""
    client.force_login(ana)
    short = make.a_ticket()
    client.get(f"/tickets/{short.reference}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/tickets/{short.reference}/")
    with CaptureQueriesContext(connection) as many:
        client.get(f"/tickets/{spoken_of.reference}/")
    assert len(many) == len(few)

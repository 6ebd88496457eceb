"""What somebody else's word or deed has made stale is held back, with what is new, and nothing that was typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests import make
from tests.doors import DOORS, ask_api, html
from tests.following import let_follow
from tickets.actions.freshness import latest
from tickets.actions.listening import hear_more
from tickets.actions.writing import note, reply, take
from tickets.models import Ticket

LISTENING = {"restatement": "Late, and nobody said so."}
ASSESSMENT = {
    "for_everyone": "yes",
    "for_good": "yes",
    "built_in": "product",
    "finding": "sustainable",
    "rationale": "So.",
    "cost_each_time": "0",
    "times_per_month": "1",
}
DECLINE = {"reason": "not_sustainable", "message": "We cannot."}
ACCEPTANCE = {
    "new_item": {"title": "Tell", "problem": "Nobody tells", "promise": "From now on we tell."},
    "message": "Yes.",
}
REPLY = {"kind": "reply", "body": "Dear Emma"}
WHAT: list[tuple[Callable[[], Ticket], str, dict[str, Any]]] = [
    (make.a_ticket, "messages", REPLY),
    (make.a_ticket, "listening", LISTENING),
    (make.a_heard_ticket, "assessment", ASSESSMENT),
    (make.an_assessed_ticket, "decline", DECLINE),
    (make.an_assessed_ticket, "acceptance", ACCEPTANCE),
]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("begin", "noun", "body"), WHAT, ids=[noun for _b, noun, _w in WHAT])
def test_a_word_of_somebody_else_holds_it_back_until_it_was_read(
    door, begin, noun: str, body, pia: User, ana: User
) -> None:
    ticket = begin()
    seen = latest(ticket)
    note(ticket, by=ana, body="Wait: she called.")
    assert door(pia, ticket, noun, body | {"seen": seen}) == 409
    assert door(pia, ticket, noun, body | {"seen": latest(ticket)}) == 201


def test_the_page_says_what_is_new_keeps_the_words_and_lets_them_go_the_second_time(ana: User, pia: User) -> None:
    ticket, client = make.a_ticket(), Client()
    client.force_login(ana)
    place, seen = f"/tickets/{ticket.reference}/messages/", latest(ticket)
    hear_more(ticket, by=ticket.customer, body="It came, never mind.")
    answer = client.post(place, REPLY | {"seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("something happened here: the customer", "It came, never mind.", "Dear Emma</textarea>"):
        assert words in page
    assert f'name="seen" value="{latest(ticket)}"' in page


def test_ones_own_words_and_quiet_deeds_and_notes_are_not_held_back(ana: User, pia: User, settings) -> None:
    settings.UNDO_SECONDS = 15
    ticket = make.a_ticket()
    seen = latest(ticket)
    reply(ticket, by=ana, body="First.")
    take(ticket, by=pia)
    assert html(ana, ticket, "messages", REPLY | {"seen": seen}) == 201
    note(ticket, by=pia, body="Known.")
    assert html(ana, ticket, "messages", {"kind": "note", "body": "Ours", "seen": seen}) == 201
    seen = latest(ticket)
    let_follow()  # what was read leaves later, and is no news then
    assert latest(ticket) > seen
    assert html(ana, ticket, "messages", REPLY | {"seen": seen}) == 201


def test_who_does_not_say_what_they_saw_is_not_held_back_and_nonsense_is(ana: User, pia: User) -> None:
    ticket = make.a_ticket()
    note(ticket, by=pia, body="Wait.")
    assert html(ana, ticket, "messages", REPLY) == 201
    assert ask_api(ana, ticket, "messages", REPLY | {"seen": "x"}).status_code == 422
    assert ask_api(ana, ticket, "listening", LISTENING).json()["latest"] == latest(ticket)

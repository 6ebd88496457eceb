"""Assign and play: who looks after a ticket, by hand."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from accounts.models import User
from common.refusals import Conflict, Forbidden, Invalid
from tests import make
from tests.doors import APIClient, api
from tests.following import kinds
from tickets.actions.assigning import assign, play
from tickets.actions.writing import take
from tickets.models import Ticket


def test_a_ticket_is_given_to_a_colleague_and_back_to_nobody(ana: User, pia: User) -> None:
    ticket = assign(make.a_ticket(), by=ana, to=pia)
    assert (ticket.owner, kinds(ticket)[-1]) == (pia, "TicketTaken")
    assert assign(ticket, by=ana, to=None).owner is None


def test_who_cannot_look_after_it_or_give_it(ana: User, vic: User, ada: User) -> None:
    ticket, gone = make.a_ticket(), make.a_colleague("Gus", "agent")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    gone.refresh_from_db()
    for to in (vic, ada, gone):
        with pytest.raises(Invalid):
            assign(ticket, by=ana, to=to)
    for by in (vic, ada):
        for deed in (lambda by=by: assign(ticket, by=by, to=ana), lambda by=by: play(Ticket.objects.all(), by=by)):
            with pytest.raises(Forbidden):
                deed()


def test_both_doors_give_it_and_say_when_it_was_given_meanwhile(client: Client, ana: User, pia: User) -> None:
    ticket = make.a_ticket()
    client.force_login(ana)
    place = f"/tickets/{ticket.reference}/assignment/"
    assert f'value="{pia.pk}"' in client.get(place).content.decode()
    assert client.post(place, {"owner": pia.pk, "seen": ""}).status_code == 302
    late = client.post(place, {"owner": ana.pk, "seen": ""})
    assert (late.status_code, "It is with Pia now." in late.content.decode()) == (409, True)
    assert api(ana, ticket, "assignment", {"owner": ana.email}) == 201
    ticket.refresh_from_db()
    assert ticket.owner == ana
    assert api(ana, ticket, "assignment", {"owner": "nobody@firm.example"}) == 422


def test_play_takes_what_waits_longest_of_the_list_and_nobody_has(client: Client, ana: User, pia: User) -> None:
    first, second, phone = make.a_ticket(channel="chat"), make.a_ticket(channel="chat"), make.a_ticket(channel="phone")
    take(first, by=pia)
    client.force_login(ana)
    assert client.post("/desk/play/", {"in": "channel=chat"}).url == f"/tickets/{second.reference}/?in=channel%3Dchat"
    said = APIClient()
    said.force_authenticate(ana)
    assert said.post("/api/v1/desk/play/?channel=chat").status_code == 409
    assert said.post("/api/v1/desk/play/").json()["reference"] == phone.reference
    nothing = client.post("/desk/play/", {"in": "channel=chat", "next": "/desk/?channel=chat"}, follow=True)
    assert "Nothing waits here that nobody has." in nothing.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_who_play_at_once_get_two_tickets(transactional_db: Any) -> None:
    first, second = make.a_ticket(), make.a_ticket()
    ana, other = make.a_colleague("Ana", "agent"), connection.copy()
    try:
        with other.cursor() as cursor, transaction.atomic():
            cursor.execute("BEGIN")
            cursor.execute("SELECT FROM tickets_ticket WHERE id = %s FOR NO KEY UPDATE", [first.pk])
            assert play(Ticket.objects.all(), by=ana) == second
            with pytest.raises(Conflict):
                play(Ticket.objects.all(), by=ana)
            cursor.execute("ROLLBACK")
    finally:
        other.close()

"""Many tickets speak for an item: what will happen is seen, what became of each is told, and it can be put back."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from backlog.actions import regrouping, voicing
from backlog.models import Item, Voice
from tests import make
from tests.tickets.test_together import answers, ask
from tickets.actions.batching import do_together, undo_together
from tickets.models import Ticket

PLACE = "/tickets/together/voices/"


def speakers(item: Item) -> set[int]:
    return set(Voice.objects.speaking().filter(item=item).values_list("ticket", flat=True))


def test_those_that_are_accepted_speak_for_it_and_undoing_takes_back_only_what_was_added(ana: User) -> None:
    item = make.an_item()
    fresh, other, spoke = make.a_ticket(), make.an_accepted_ticket(), make.an_accepted_ticket()
    voicing.speak_for(spoke, by=ana, item=item)
    batch = do_together([fresh, other, spoke], by=ana, act="link", value=item.pk)
    assert answers(batch) == [409, 201, 200]
    assert "Only what is accepted speaks" in batch.shares.get(ticket=fresh).sentence
    assert speakers(item) == {other.pk, spoke.pk}
    assert answers(undo_together(batch, by=ana)) == [201]
    assert speakers(item) == {spoke.pk}


def test_a_voice_that_went_elsewhere_since_stays_there(ana: User, pia: User) -> None:
    item, elsewhere, ticket = make.an_item(), make.an_item(), make.an_accepted_ticket()
    batch = do_together([ticket], by=ana, act="link", value=item.pk)
    regrouping.move_voices(item, by=pia, tickets=[ticket], item=elsewhere)
    assert answers(undo_together(batch, by=ana)) == [409]
    assert speakers(elsewhere) == {ticket.pk}


def test_what_cannot_be_spoken_for_is_refused_at_once_at_both_doors(ana: User, vic: User, client: Client) -> None:
    ticket, empty = make.an_accepted_ticket(), make.an_item(promise="")
    costly = make.an_item(monthly_cost=10**9)
    said = {"tickets": [ticket.reference]}
    for who, item, status in ((ana, empty, 422), (ana, costly, 403), (vic, make.an_item(), 403)):
        assert ask(who, "tickets/together/voices", said | {"item": item.reference}).status_code == status
        client.force_login(who)
        asked = {"ticket": ticket.reference, "item": item.reference}
        assert client.post(PLACE, asked).status_code == status
    assert ask(ana, "tickets/together/voices", said | {"item": "PB-1000000"}).status_code == 422
    done = ask(ana, "tickets/together/voices", said | {"item": make.an_item().reference}).json()
    assert [one["status"] for one in done["tickets"]] == [201]


def test_the_preview_says_what_each_speaks_for_and_costs_the_same_for_many(ana: User, client: Client) -> None:
    client.force_login(ana)
    item, tickets = make.an_item(title="Call them"), [make.an_accepted_ticket() for _ in range(5)]
    page = client.get(PLACE, {"ticket": [make.a_ticket().reference, tickets[0].reference], "show": 1, "item": item.pk})
    assert "Only what is accepted speaks" in page.content.decode()
    assert f"+ <b>{item.reference} · Call them" in page.content.decode()

    def cost(some: list[Ticket]) -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(PLACE, {"ticket": [one.reference for one in some], "show": 1, "item": item.reference})
        return len(caught)

    assert cost(tickets[:1]) == cost(tickets) <= 12

"""Decide several as an earlier one: each on its own, each with its answer."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from backlog.actions.precedents import decide_several_as
from common.refusals import Invalid
from tests import make
from tests.backlog.precedents import a_not_yet, ask_for_several
from tests.following import let_follow, mails_to
from tickets.actions import deciding
from tickets.models import Decision, Ticket


def stages(tickets: list[Ticket]) -> list[str]:
    return [Ticket.objects.get(pk=one.pk).stage for one in tickets]


def test_three_that_moved_meanwhile_are_reported_and_the_rest_is_done(pia: User) -> None:
    precedent, tickets = a_not_yet(), [make.an_assessed_ticket() for _ in range(5)]
    for moved in tickets[:3]:
        deciding.decline(Ticket.objects.get(pk=moved.pk), by=pia, reason="not_ours", message="No.")
    results = decide_several_as(tickets, by=pia, precedent=precedent)
    assert [(one.reference, one.status) for one in results] == [
        *[(one.reference, 409) for one in tickets[:3]],
        *[(one.reference, 201) for one in tickets[3:]],
    ]
    assert "Someone else just decided this" in results[0].sentence
    assert stages(tickets) == ["declined"] * 5
    assert Decision.objects.filter(precedent=precedent.decision).count() == 2


def test_each_customer_reads_their_own_name(pia: User) -> None:
    tickets = [make.an_assessed_ticket(customer=make.a_customer(name)) for name in ("Oliver Stone", "Mia Long")]
    decide_several_as(tickets, by=pia, precedent=a_not_yet())
    let_follow()
    assert "Thank you, Oliver Stone." in mails_to(tickets[0])[-1].text
    assert "Thank you, Mia Long." in mails_to(tickets[1])[-1].text


def test_one_that_is_to_be_assessed_and_one_that_is_to_be_decided_go_together(pia: User) -> None:
    tickets = [make.a_heard_ticket(), make.an_assessed_ticket()]
    decide_several_as(tickets, by=pia, precedent=make.an_accepted_ticket(), message="We will, {name}.")
    assert stages(tickets) == ["accepted", "accepted"]


def test_a_hundred_at_once_and_not_one_more(pia: User) -> None:
    with pytest.raises(Invalid, match="At most 100"):
        decide_several_as([make.a_ticket()] * 101, by=pia, precedent=a_not_yet())


def test_the_same_key_does_nothing_twice_and_says_the_same(pia: User) -> None:
    tickets, precedent = [make.an_assessed_ticket(), make.a_declined_ticket()], a_not_yet()
    first = ask_for_several(pia, tickets, precedent, key="one")
    again = ask_for_several(pia, tickets, precedent, key="one")
    assert first.status_code == again.status_code == 201
    assert [one["status"] for one in first.json()] == [one["status"] for one in again.json()] == [201, 409]
    assert Decision.objects.filter(ticket=tickets[0]).count() == 1


def test_the_api_answers_for_each(pia: User) -> None:
    tickets = [make.an_assessed_ticket(), make.a_ticket()]
    answer = ask_for_several(pia, tickets, a_not_yet(), message="Not yet, {name}.")
    assert answer.status_code == 201
    done, early = answer.json()
    assert done == {"ticket": tickets[0].reference, "status": 201, "detail": ""}
    assert (early["status"], early["ticket"]) == (409, tickets[1].reference)


def test_the_api_names_a_ticket_that_is_not_there(pia: User) -> None:
    client_answer = ask_for_several(pia, [Ticket(pk=10**9)], a_not_yet())
    assert [(one["ticket"], one["status"]) for one in client_answer.json()] == [("CS-1000000000", 422)]


def test_an_agent_does_not_decide_several(ana: User) -> None:
    assert ask_for_several(ana, [make.an_assessed_ticket()], a_not_yet()).status_code == 403


def test_an_overturned_precedent_needs_a_tick_for_several_too(pia: User) -> None:
    precedent, tickets = make.a_declined_ticket(), [make.an_assessed_ticket()]
    deciding.resurface(precedent, by=pia, why="demand_grew")
    assert ask_for_several(pia, tickets, precedent).status_code == 422
    assert ask_for_several(pia, tickets, precedent, although_overturned=True).json()[0]["status"] == 201


def test_the_preview_says_what_will_happen_to_each(pia: User, client: Client) -> None:
    client.force_login(pia)
    precedent, early, ready = a_not_yet(), make.a_ticket(), make.a_heard_ticket()
    asked = {"ticket": [early.reference, ready.reference], "precedent": precedent.reference}
    page = client.get("/tickets/precedent/", asked).content.decode()
    assert f"{early.reference} is “To listen” now" in page
    assert f"It is assessed as {precedent.reference} was" in page


def test_the_preview_asks_for_a_precedent_first(pia: User, client: Client) -> None:
    client.force_login(pia)
    ticket = make.an_assessed_ticket()
    assert "Show what will happen" in client.get("/tickets/precedent/", {"ticket": ticket.reference}).content.decode()
    asked = {"ticket": ticket.reference, "precedent": "CS-999999"}
    assert "There is no ticket of this number." in client.get("/tickets/precedent/", asked).content.decode()


def test_the_page_does_it_once_and_shows_what_became_of_each(pia: User, client: Client) -> None:
    client.force_login(pia)
    precedent, tickets = a_not_yet(), [make.an_assessed_ticket(), make.a_declined_ticket()]
    asked = {"ticket": [one.reference for one in tickets], "precedent": precedent.reference, "once": "abc"}
    for _ in range(2):
        page = client.post("/tickets/precedent/", asked).content.decode()
        assert page.count("Done</span>") == 1
        assert "Someone else just decided this." in page
    assert Decision.objects.filter(ticket=tickets[0]).count() == 1


def test_the_preview_costs_the_same_for_many(pia: User, client: Client) -> None:
    client.force_login(pia)
    precedent, tickets = a_not_yet(), [make.a_ticket_of(stage) for stage in ("to_listen", "to_assess", "to_decide")]
    tickets += [make.an_assessed_ticket() for _ in range(5)]

    def cost(some: list[Ticket]) -> int:
        asked = {"ticket": [one.reference for one in some], "precedent": precedent.reference}
        with CaptureQueriesContext(connection) as caught:
            client.get("/tickets/precedent/", asked)
        return len(caught)

    cost(tickets)
    assert cost(tickets[:1]) == cost(tickets) <= 12


def test_the_desk_offers_it_to_those_who_decide(pia: User, ana: User, client: Client) -> None:
    ticket = make.an_assessed_ticket()
    for who, decides in ((pia, True), (ana, False)):
        client.force_login(who)
        page = client.get("/desk/?stage=to_decide").content.decode()
        assert f'name="ticket" value="{ticket.reference}"' in page
        assert ("Decide as…" in page) is decides

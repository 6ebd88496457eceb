"""A ticket's page: the words, what we understood, the conversation, the three decisions."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Role, User
from common.clock import moved_to, now
from tests import make
from tests.doors import APIClient
from tests.following import let_follow
from tickets.actions.listening import hear_more
from tickets.actions.writing import note, reply
from tickets.models import Ticket

STAGES = ["to_listen", "to_assess", "to_decide", "accepted", "declined", "set_aside"]


@pytest.fixture
def pias(pia: User, client: Client) -> Client:
    """Pia's browser."""
    client.force_login(pia)
    return client


def page_of(client: Client, ticket: Ticket):
    return client.get(f"/tickets/{ticket.reference}/")


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_is_shown_to_everyone_who_works_here(client: Client, db: None, stage: str) -> None:
    ticket = make.a_ticket_of(stage)
    for role in Role.values:
        client.force_login(make.a_colleague("Someone", role))
        answer = page_of(client, ticket)
        assert answer.status_code == 200, role
        assert make.WORDS in answer.content.decode(), role


@pytest.mark.parametrize("stage", STAGES)
def test_an_anonymous_complaint_is_shown(pias: Client, stage: str) -> None:
    assert page_of(pias, make.a_ticket_of(stage, anonymous=True)).status_code == 200


def test_the_page_tells_the_whole_story(pias: Client) -> None:
    ticket = make.a_declined_ticket(waiting_for=make.a_capability("Live van position"))
    page = page_of(pias, ticket).content.decode()
    for words in (make.WORDS, "Late, and nobody said so.", "Not yet.", "Live van position", "Emma Whitfield"):
        assert words in page


def test_the_item_that_it_speaks_for_is_linked(pias: Client) -> None:
    ticket = make.an_accepted_ticket()
    assert f"/backlog/{ticket.voices.get().item.reference}/" in page_of(pias, ticket).content.decode()


def test_the_thread_is_in_order_and_says_each_thing_once(pia: User, pias: Client) -> None:
    begun = now() - timedelta(hours=5)
    with moved_to(begun):
        ticket = make.a_ticket()
    for hour, (deed, body) in enumerate([(note, "First."), (reply, "Second."), (note, "Third.")], start=1):
        with moved_to(begun + timedelta(hours=hour)):
            deed(ticket, by=pia, body=body)
    lines = page_of(pias, ticket).context["talk"].lines
    assert [line.message.body if line.message else line.entry.kind for line in lines] == [
        "TicketReceived",
        "First.",
        "Second.",
        "Third.",
    ]


def test_only_open_verbs_are_offered(pias: Client, ana: User) -> None:
    ticket = make.an_assessed_ticket()
    assert page_of(pias, ticket).context["verbs"] == {"mishear", "question", "accept", "decline"}
    pias.force_login(ana)
    assert page_of(pias, ticket).context["verbs"] == {"mishear"}


def test_a_viewer_sees_no_address_and_no_way_to_write(client: Client, vic: User) -> None:
    client.force_login(vic)
    emma = make.a_customer(email="emma.secret@example.com", phone="010-5555-1234")
    for stage in STAGES:
        page = page_of(client, make.a_ticket_of(stage, customer=emma)).content.decode()
        assert "emma.secret@example.com" not in page
        assert "010-5555-1234" not in page
        assert 'name="body"' not in page


def test_a_viewer_finds_no_address_elsewhere_either(client: Client, vic: User) -> None:
    client.force_login(vic)
    emma = make.a_customer("Emma", email="emma.secret@example.com", phone="010-5555-1234")
    make.a_ticket(customer=emma)
    for place in (
        "/customers/?q=Emma",
        f"/customers/{emma.pk}/",
        "/tickets/new/customers/?q=Emma",
        f"/tickets/new/?customer={emma.pk}",
        "/desk/",
        "/api/v1/customers/?q=Emma",
        "/api/v1/tickets/",
    ):
        page = client.get(place).content.decode()
        assert "Emma" in page, place
        assert "emma.secret@example.com" not in page, place
        assert "010-5555-1234" not in page, place


@pytest.mark.parametrize("words", ["emma.secret", "5555"])
def test_a_viewer_cannot_guess_an_address_by_searching(client: Client, vic: User, words: str) -> None:
    client.force_login(vic)
    make.a_customer("Whitfield", email="emma.secret@example.com", phone="010-5555-1234")
    for place in ("/customers/", "/api/v1/customers/", "/tickets/new/customers/"):
        assert "Whitfield" not in client.get(place, {"q": words}).content.decode(), place


def test_the_neighbours_are_the_next_and_the_last_hour(pias: Client) -> None:
    tickets = []
    for hours in (3, 2, 1):
        with moved_to(now() - timedelta(hours=hours)):
            tickets.append(make.a_ticket())
    told = page_of(pias, tickets[1]).context
    assert (told["previous"], told["next"]) == (tickets[0], tickets[2])
    told = page_of(pias, tickets[2]).context
    assert (told["previous"], told["next"]) == (tickets[1], None)


def test_from_a_decided_one_the_next_is_the_first_that_waits(pias: Client) -> None:
    waiting = make.a_ticket()
    told = page_of(pias, make.a_declined_ticket()).context
    assert (told["previous"], told["next"]) == (None, waiting)


def test_the_assessment_begins_with_how_often_it_comes(pias: Client) -> None:
    for _ in range(6):
        make.a_ticket()
    part = pias.get(f"/tickets/{make.a_heard_ticket().reference}/alike/")
    assert part.context["assessment_form"].initial["times_per_month"] == 3


def test_the_decline_offers_what_was_found_missing(pias: Client) -> None:
    from tickets.actions.assessing import assess

    van, ticket = make.a_capability(), make.a_heard_ticket()
    assess(ticket, by=make.someone(), weighing=make.answers(missing_capabilities=[van]), finding="not_yet")
    assert page_of(pias, ticket).context["decline_form"].initial["waiting_for"] == van


@pytest.mark.parametrize("stage", STAGES)
def test_the_cost_does_not_grow_with_the_thread(
    pia: User, pias: Client, django_assert_max_num_queries, stage: str
) -> None:
    ticket = make.a_ticket_of(stage, product_area=make.an_area(parent=make.an_area(budget=10**6)))
    make.a_ticket(customer=ticket.customer)
    page_of(pias, ticket)
    with CaptureQueriesContext(connection) as short:
        page_of(pias, ticket)
    for n in range(4):
        note(ticket, by=make.a_colleague(f"Writer {n}", "agent"), body=f"Note {n}")
        hear_more(ticket, by=ticket.customer, body=f"More {n}")
        make.a_ticket(customer=ticket.customer)
    with CaptureQueriesContext(connection) as long:
        page_of(pias, ticket)
    assert len(long) == len(short), "\n".join(query["sql"][:150] for query in long)
    assert len(long) <= 12, "\n".join(query["sql"][:150] for query in long)


def test_references_in_what_was_written_are_links(pia: User, pias: Client) -> None:
    ticket = make.a_ticket()
    note(ticket, by=pia, body=f"Like CS-{ticket.pk}, not <b>CS-x</b>.")
    page = page_of(pias, ticket).content.decode()
    assert f'<a href="/tickets/CS-{ticket.pk}/">CS-{ticket.pk}</a>' in page
    assert "&lt;b&gt;CS-x&lt;/b&gt;" in page


def test_the_api_draws_the_whole_ticket_with_its_tag(ana: User) -> None:
    client = APIClient()
    client.force_authenticate(ana)
    ticket = make.a_declined_ticket()
    answer = client.get(f"/api/v1/tickets/{ticket.reference}/")
    body = answer.json()
    assert (body["stage"], body["listening"]["restatement"]) == ("declined", "Late, and nobody said so.")
    assert (body["assessment"]["finding"], body["decision"]["reason"]) == ("sustainable", "not_sustainable")
    assert answer.headers["ETag"].startswith('"')


def test_the_api_pages_the_timeline_oldest_first(ana: User) -> None:
    client = APIClient()
    client.force_authenticate(ana)
    ticket = make.a_declined_ticket()
    seen, cursor = [], ""
    for _ in range(4):
        body = client.get(f"/api/v1/tickets/{ticket.reference}/timeline/", {"limit": 1, "cursor": cursor}).json()
        seen += [entry["kind"] for entry in body["results"]]
        cursor = body["next"]
    assert seen == ["TicketReceived", "TicketHeard", "TicketAssessed", "TicketDeclined"]
    assert cursor is None


def test_the_api_lists_tickets_by_what_is_asked(ana: User) -> None:
    client = APIClient()
    client.force_authenticate(ana)
    area = make.an_area()
    emma = make.a_customer()
    ticket = make.a_declined_ticket(product_area=area, channel="chat", customer=emma, verbatim="My fridge leaks.")
    make.a_ticket()
    let_follow()
    asked = [
        {"stage": "declined"},
        {"area": area.pk},
        {"channel": "chat"},
        {"customer": emma.pk},
        {"q": "fridge"},
        {"q": ticket.reference},
    ]
    for question in asked:
        rows = client.get("/api/v1/tickets/", question).json()["results"]
        assert [row["reference"] for row in rows] == [ticket.reference], question
    assert "stage" in client.get("/api/v1/tickets/", {"stage": "lost"}).json()["errors"]


def test_the_api_list_costs_the_same_for_many(ana: User, django_assert_max_num_queries) -> None:
    client = APIClient()
    client.force_authenticate(ana)
    for n in range(20):
        make.an_accepted_ticket(customer=make.a_customer(company=f"Company {n}"))
    with django_assert_max_num_queries(6):
        assert len(client.get("/api/v1/tickets/").json()["results"]) == 20

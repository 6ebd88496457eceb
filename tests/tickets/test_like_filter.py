"""The desk is asked for what is like one ticket, together with every other filter, at both doors."""

from django.test import Client

from accounts.models import User
from common import presence
from tests import make
from tests.doors import APIClient
from tickets.actions import assigning
from tickets.actions.presenting import place_of
from tickets.models import Ticket

LATE = "The courier left my parcel with a neighbour who was on holiday for two weeks"


def references(page: str, *tickets: Ticket) -> list[bool]:
    return [f'id="row-{ticket.reference}"' in page for ticket in tickets]


def test_only_what_is_like_it_is_left_and_other_filters_go_with_it(ana: User, client: Client) -> None:
    client.force_login(ana)
    asked = make.a_ticket(verbatim=LATE)
    like = make.a_ticket(verbatim=f"{LATE}, again", channel="chat")
    also = make.a_ticket(verbatim=f"Yesterday: {LATE}")
    other = make.a_ticket(verbatim="Your app logs me out whenever I turn the screen")
    page = client.get(f"/desk/?like={asked.reference}").content.decode()
    assert references(page, like, also, other, asked) == [True, True, False, False]
    assert "Like the ticket" in page
    page = client.get(f"/desk/?like={asked.reference}&channel=chat").content.decode()
    assert references(page, like, also) == [True, False]
    program = APIClient()
    program.force_authenticate(ana)
    found = program.get(f"/api/v1/tickets/?like={asked.reference}").json()["results"]
    assert {one["reference"] for one in found} == {like.reference, also.reference}


def test_a_ticket_that_is_not_there_is_passed_over_and_said(ana: User, client: Client) -> None:
    client.force_login(ana)
    ticket = make.a_ticket()
    page = client.get("/desk/?like=CS-999999999").content.decode()
    assert references(page, ticket) == [True]
    assert "CS-999999999" in page


def test_the_panel_of_a_ticket_leads_to_all_that_are_like_it(ana: User, client: Client) -> None:
    client.force_login(ana)
    asked = make.a_ticket(verbatim=LATE)
    for number in range(6):
        make.a_ticket(verbatim=f"{LATE} {number}")
    page = client.get(f"/tickets/{asked.reference}/alike/").content.decode()
    assert f"?like={asked.reference}" in page
    assert "All 6 like this one" in page


def test_play_passes_over_what_a_colleague_has_open(ana: User, pia: User) -> None:
    first, second = make.a_ticket(), make.a_ticket()
    presence.sign(place_of(first.pk), number=pia.pk, name="Pia", writes=False)
    try:
        assert assigning.play(Ticket.objects.all(), by=ana) == second
        assert assigning.play(Ticket.objects.all(), by=pia) == first
    finally:
        presence.leave(place_of(first.pk), number=pia.pk)


def test_what_is_like_nothing_leaves_an_empty_list(ana: User, client: Client) -> None:
    client.force_login(ana)
    alone = make.a_ticket()
    assert client.get(f"/desk/?like={alone.reference}").status_code == 200

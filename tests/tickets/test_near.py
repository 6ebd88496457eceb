"""What is like a ticket comes a moment after its page, except where one decides by it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from common.clock import moved_to, now
from tests import make
from tickets.models import Ticket

LATE = "The parcel came three days late and nobody told me about the delay."


@pytest.mark.parametrize(
    ("make_one", "is_there"), [(make.a_ticket, False), (make.a_heard_ticket, False), (make.an_assessed_ticket, True)]
)
def test_a_page_waits_for_what_is_like_it_only_where_one_decides(
    make_one: Callable[..., Ticket], is_there: bool, ana: User, client: Client
) -> None:
    other = make.a_ticket(verbatim=LATE)
    ticket = make_one(verbatim=LATE)
    client.force_login(ana)
    page = client.get(f"/tickets/{ticket.reference}/").content.decode()
    assert (f'id="near-{other.reference}"' in page) == is_there
    assert (f'hx-get="/tickets/{ticket.reference}/alike/"' in page) != is_there


def test_how_often_it_comes_is_said_with_what_is_like_it_while_assessing(ana: User, client: Client) -> None:
    for _ in range(4):
        make.a_ticket(verbatim=LATE)
    ticket = make.a_heard_ticket(verbatim=LATE)
    client.force_login(ana)
    address = f"/tickets/{ticket.reference}/alike/"
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert 'id="evidence" data-times="2" hx-swap-oob="true"' in part
    assert "5 complaints like this in the last 90 days" in part
    page = client.get(address).content.decode()
    assert "5 complaints like this in the last 90 days" in page
    assert 'name="times_per_month" value="2"' in page
    assert "data-times" not in client.get(f"/tickets/{ticket.reference}/").content.decode()


def test_what_did_not_come_lately_begins_with_no_number(ana: User, client: Client) -> None:
    with moved_to(now() - timedelta(days=120)):
        ticket = make.a_heard_ticket(verbatim=LATE)
    client.force_login(ana)
    page = client.get(f"/tickets/{ticket.reference}/alike/").content.decode()
    assert "No complaint like this in the last 90 days." in page
    assert "data-times" not in page
    assert 'name="times_per_month" value' not in page


def test_what_is_like_it_comes_as_a_part_and_without_scripts_as_a_page(ana: User, client: Client) -> None:
    other, ticket = make.a_ticket(verbatim=LATE), make.a_ticket(verbatim=LATE)
    client.force_login(ana)
    address = f"/tickets/{ticket.reference}/alike/"
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert f'id="near-{other.reference}"' in part
    assert "<html" not in part
    page = client.get(address).content.decode()
    assert f'id="near-{other.reference}"' in page
    assert "<html" in page
    assert client.get("/tickets/CS-999999/alike/", headers={"HX-Request": "true"}).status_code == 404

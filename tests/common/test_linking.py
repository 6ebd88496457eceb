"""References in a text are links where what they mean is there and may be seen."""

import pytest
from django.test import Client

from accounts.models import User
from common.linking import linked, links_in
from tests import make
from tickets.actions.writing import note


def test_what_is_there_is_a_link_and_what_is_not_stays_text(ana: User, client: Client) -> None:
    ticket, item = make.a_ticket(), make.an_item()
    note(ticket, by=ana, body=f"As {ticket.reference} and pb-{item.pk}, not CS-999999 nor PB-999999 <b>.")
    client.force_login(ana)
    page = client.get(f"/tickets/{ticket.reference}/").content.decode()
    assert f'As <a href="/tickets/{ticket.reference}/">{ticket.reference}</a>' in page
    assert f'<a href="/backlog/{item.reference}/">pb-{item.pk}</a>, not CS-999999 nor PB-999999 &lt;b&gt;.' in page


def test_what_an_item_says_refers_on_its_page_and_while_grooming(pia: User, client: Client) -> None:
    ticket = make.a_ticket()
    said = {"problem": f"As {ticket.reference} says.", "acceptance": f"{ticket.reference} is answered <b>."}
    item = make.an_item(**said)
    client.force_login(pia)
    link = f'<a href="/tickets/{ticket.reference}/">{ticket.reference}</a>'
    for place in (f"/backlog/{item.reference}/", f"/backlog/grooming/{item.reference}/"):
        page = client.get(place).content.decode()
        assert f"As {link} says." in page
        assert f"{link} is answered &lt;b&gt;." in page


def test_what_may_not_be_seen_is_no_link(db: None) -> None:
    nobody = make.a_colleague("Gone", "agent")
    nobody.is_active = False
    assert links_in([make.a_ticket().reference], nobody) == {}


@pytest.mark.parametrize("text", ["ACS-1", "CS-1-2", "/tickets/CS-1", "CS-1x", "XX-1", "CS-" + "1" * 19])
def test_what_only_looks_like_a_reference_is_text(text: str) -> None:
    assert "<a" not in linked(text, {"CS-1": "/x/"})


def test_many_texts_cost_one_question_for_each_kind(ana: User, django_assert_num_queries) -> None:
    ticket, item = make.a_ticket(), make.an_item()
    with django_assert_num_queries(2):
        links = links_in([f"{ticket.reference} {item.reference} CS-{n}" for n in range(5000, 6000)], ana)
    assert set(links) == {ticket.reference, item.reference}

"""News: a customer who wants none gets none, and may change their mind."""

import pytest
from django.test import Client

from accounts.models import User
from customers.actions import resume_news, stop_news
from customers.models import Customer
from notifications.models import Mail
from tests import make
from tests.doors import APIClient
from tests.following import kinds, let_follow
from tickets.actions.following import issue_link
from tickets.actions.writing import reply
from tickets.models import Ticket


def html(user: User, customer: Customer, *, wanted: bool) -> int:
    client = Client()
    client.force_login(user)
    status = client.post(f"/customers/{customer.pk}/news/", {"wanted": "yes" if wanted else "no"}).status_code
    return 201 if status == 302 else status


def api(user: User, customer: Customer, *, wanted: bool) -> int:
    client = APIClient()
    client.force_authenticate(user)
    return client.post(f"/api/v1/customers/{customer.pk}/news/", {"wanted": wanted}, format="json").status_code


DOORS = [html, api]


def test_what_is_so_already_is_no_history(ana: User) -> None:
    customer = make.a_customer()
    resume_news(customer, by=ana)
    for _ in range(2):
        stop_news(customer, by=ana)
    resume_news(customer, by=ana)
    assert kinds(customer) == ["CustomerMet", "CustomerChanged", "CustomerChanged"]


@pytest.mark.parametrize("door", DOORS)
def test_every_door_stops_and_resumes(door, ana: User) -> None:
    customer = make.a_customer()
    for wanted in (False, True):
        assert door(ana, customer, wanted=wanted) == 201
        customer.refresh_from_db()
        assert (customer.no_news_since is None) == wanted


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["admin", "viewer"])
def test_every_door_says_whose_it_is(door, role: str, db: None) -> None:
    assert door(make.a_colleague("X", role), make.a_customer(), wanted=False) == 403


def test_the_customers_page_says_it(ana: User, client: Client) -> None:
    customer = make.a_customer()
    client.force_login(ana)
    assert "They want no news" in client.get(f"/customers/{customer.pk}/").content.decode()
    stop_news(customer, by=ana)
    assert "Tell them again" in client.get(f"/customers/{customer.pk}/").content.decode()


def test_a_customer_chooses_their_mails_and_no_mail_at_all_is_none(ana: User, client: Client) -> None:
    ticket = make.a_ticket()
    page = f"/my/{ticket.reference}/mail/"
    assert client.get(page).status_code == 404
    client.get(f"/follow/{issue_link(ticket)}/")
    assert client.post(page, {"news": ["looking_again"]}).status_code == 302
    customer = Customer.objects.get(pk=ticket.customer_id)
    assert [customer.hears(kind) for kind in ("shipped", "looking_again", "reply")] == [False, True, True]
    assert client.post(page, {"news": ["shipped"], "none_at_all": "on"}).status_code == 302
    customer.refresh_from_db()
    assert [customer.hears(kind) for kind in ("shipped", "reply")] == [False, False]
    reply(Ticket.objects.get(pk=ticket.pk), by=ana, body="An answer.")
    let_follow()
    assert not Mail.objects.filter(kind="reply").exists()
    client.force_login(ana)
    assert "No mail goes to this customer" in client.get(f"/tickets/{ticket.reference}/").content.decode()


def test_colleagues_choose_for_a_customer_who_calls(ana: User, vic: User) -> None:
    customer, client = make.a_customer(), APIClient()
    address = f"/api/v1/customers/{customer.pk}/mail/"
    for who, said, status in ((ana, ["shipped", "being_built"], 201), (ana, ["moon"], 422), (vic, [], 403)):
        client.force_authenticate(who)
        assert client.post(address, {"news": said}, format="json").status_code == status
    customer.refresh_from_db()
    assert (customer.unwanted, customer.no_news_since) == (["looking_again"], None)

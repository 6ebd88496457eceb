"""News: a customer who wants none gets none, and may change their mind."""

import pytest
from django.test import Client

from accounts.models import User
from customers.actions import resume_news, stop_news
from customers.models import Customer
from tests import make
from tests.doors import APIClient
from tests.following import kinds


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

"""Whatever stands behind the question mark of an address: never a crash."""

from base64 import urlsafe_b64encode
from itertools import product

import pytest
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from common.paging import Order, page
from customers.models import Customer
from tests import make

ODD = ["abc", "-1", "9" * 19, "9" * 40, "a\x00b", "NaN", "²", "🙂", "2024-02-30"]
MADE_UP = [
    "n|1|abc",
    "n|x|2024-01-01",
    "n|1|2024-01-01T00:00:00",
    "n|1",
    "|||",
    "p|1|2024-13-01",
    "n|" + "9" * 30 + "|x",
    "n|1|a\x00",
]
"""Cursors."""
PAGES = [
    ("/desk/", ["stage", "area", "channel", "owner", "q", "cursor"]),
    ("/tickets/new/", ["customer"]),
    ("/tickets/new/customers/", ["name", "q"]),
    ("/tickets/new/alike/", ["verbatim"]),
    ("/customers/", ["q", "cursor"]),
    ("/search/", ["q", "kind"]),
    ("/capabilities/", ["cursor"]),
    ("/backlog/", ["area"]),
    ("/promises/", ["cursor"]),
    ("/releases/", ["show", "cursor"]),
    ("/changes/", ["cursor"]),
    ("/dashboard/", ["first", "last", "area", "channel"]),
    ("/dashboard/received/", ["first", "last", "area", "channel", "detail", "cursor"]),
    ("/dashboard/declined/", ["detail", "cursor"]),
    ("/dashboard/no_30/", ["first", "last", "area", "channel", "detail", "cursor"]),
    ("/dashboard/waiting/", ["area", "channel", "detail", "cursor"]),
]
CALLS = [
    ("tickets/", ["stage", "q", "area", "owner", "customer", "channel", "cursor", "limit"]),
    ("similar/", ["text", "area"]),
    ("items/", ["stage", "cursor", "limit"]),
    ("capabilities/", ["cursor", "limit"]),
    ("releases/", ["show", "cursor", "limit"]),
    ("changes/", ["cursor", "limit"]),
    ("phrases/", ["language"]),
    ("customers/", ["q", "cursor", "limit"]),
    ("search/", ["q", "kind"]),
    ("product-areas/", ["cursor"]),
    ("metrics/acceptance/", ["from", "to", "by", "area", "channel", "language", "company"]),
]


@pytest.mark.long
@pytest.mark.parametrize(("path", "names"), PAGES)
def test_no_page_is_upset_by_an_odd_question(pia: User, client: Client, path: str, names: list[str]) -> None:
    make.an_accepted_ticket()
    client.force_login(pia)
    for name, odd in product(names, ODD):
        assert client.get(path, {name: odd}).status_code in {200, 422}, (name, odd)


@pytest.mark.long
@pytest.mark.parametrize(("path", "names"), CALLS)
def test_no_call_is_upset_by_an_odd_question(pia: User, path: str, names: list[str]) -> None:
    make.an_accepted_ticket()
    client = APIClient()
    client.force_authenticate(pia)
    for name, odd in product(names, ODD):
        answer = client.get(f"/api/v1/{path}", {name: odd})
        assert answer.status_code in {200, 422}, (name, odd)
        assert "json" in answer["Content-Type"], (name, odd)


@pytest.mark.parametrize("place", ["customer", "item", "timeline", "voices", "mailbox"])
def test_no_list_of_one_thing_is_upset_by_an_odd_cursor(pia: User, client: Client, place: str, settings) -> None:
    settings.DEMO = True
    ticket = make.an_accepted_ticket()
    path = {
        "customer": f"/customers/{ticket.customer_id}/",
        "item": f"/backlog/{ticket.voices.get().item.reference}/",
        "timeline": f"/api/v1/tickets/{ticket.reference}/timeline/",
        "voices": f"/api/v1/items/{ticket.voices.get().item.reference}/voices/",
        "mailbox": "/mailbox/",
    }[place]
    client.force_login(pia)
    for odd in ODD:
        assert client.get(path, {"cursor": odd, "to": odd}).status_code in {200, 422}, odd


@pytest.mark.parametrize("path", ["/desk/", "/customers/", "/promises/", "/dashboard/received/"])
def test_a_cursor_that_someone_made_up_means_some_page(pia: User, client: Client, path: str) -> None:
    make.an_accepted_ticket()
    client.force_login(pia)
    for text in MADE_UP:
        answer = client.get(path, {"cursor": urlsafe_b64encode(text.encode()).decode()})
        assert answer.status_code == 200, text


@pytest.mark.parametrize("name", ["a|b", "2024-01-01T00:00:00", "|", "한국|어", "🙂"])
def test_no_name_breaks_the_paging(db: None, name: str) -> None:
    people = [make.a_customer(name).pk for _ in range(5)]
    seen, cursor = [], ""
    for _ in range(3):
        found = page(Customer.objects.all(), order=Order("name"), cursor=cursor, size=2)
        seen += [customer.pk for customer in found.rows]
        cursor = found.next
    assert (seen, cursor) == (people, "")


@pytest.mark.parametrize(
    "path",
    [
        "tickets/CS-987654321/",
        "backlog/PB-987654321/",
        "customers/987654321/",
        "attachments/abc/",
        "releases/987654321/",
    ],
)
@pytest.mark.parametrize("number", ["987654321", "9" * 18, "9" * 30, "0", "-1", "x"])
def test_what_is_not_there_is_not_found(pia: User, client: Client, path: str, number: str) -> None:
    client.force_login(pia)
    answer = client.get("/" + path.replace("987654321", number))
    assert answer.status_code == 404
    assert "<html" in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    ["tickets/CS-{}/", "tickets/CS-{}/timeline/", "tickets/CS-{}/similar/", "items/PB-{}/", "items/PB-{}/voices/"],
)
@pytest.mark.parametrize("number", ["987654321", "9" * 18, "9" * 30, "0", "-1", "x"])
def test_the_api_says_in_a_problem_that_it_is_not_there(pia: User, path: str, number: str) -> None:
    client = APIClient()
    client.force_login(pia)
    answer = client.get("/api/v1/" + path.format(number))
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["status"] == 404

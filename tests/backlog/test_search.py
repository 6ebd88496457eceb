"""What is found by which words?"""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from backlog.actions.searching import search
from customers.actions import correct
from tests import make
from tests.doors import APIClient
from tests.following import let_react
from tests.tickets.test_bad_input import a_file
from tickets.actions.writing import note
from tickets.models import Ticket

KOREAN = "택배 배송이 사흘이나 늦었는데 고객센터에서는 아무 연락도 없었어요."
ENGLISH = "The deliveries were delayed again and nobody called me back."


@pytest.fixture
def found(ana: User) -> Any:
    """The references that words find, once the worker did its part."""

    def ask(words: str) -> list[str]:
        let_react()
        answer = search(words, by=ana)
        return [getattr(hit.subject, "reference", str(hit.subject)) for hits in answer.hits.values() for hit in hits]

    return ask


@pytest.mark.parametrize(
    "words",
    [
        "배송", "배송은", "배송이 늦었어요", "배송 연락", "ㅂㅅ", "ㄱㄱㅅㅌ", "택배배송", "고객 센터", "고객센터에서", "사흘",
        '"아무 연락도"', "배송 -환불", "늦",
    ],
)  # fmt: skip
def test_korean_is_found_as_people_write_it(found: Any, words: str) -> None:
    make.a_ticket(verbatim="환불이 안 돼요. 카드 취소가 없어요.", anonymous=True)
    ticket = make.a_ticket(verbatim=KOREAN, anonymous=True)
    assert found(words) == [ticket.reference]


@pytest.mark.parametrize(
    "words",
    ["delivery", "DELAY", "deliv", "nobody called", '"called me back"', "delayed -refund", "ｄｅｌａｙｅｄ", "delivry"],
)
def test_english_is_found_by_stem_beginning_phrase_and_with_a_slip(found: Any, words: str) -> None:
    make.a_ticket(verbatim="Please refund what I paid.", anonymous=True)
    ticket = make.a_ticket(verbatim=ENGLISH, anonymous=True)
    assert found(words) == [ticket.reference]


def test_a_slip_in_korean_is_forgiven_and_said(ana: User) -> None:
    make.a_ticket(verbatim=KOREAN, anonymous=True)
    let_react()
    answer = search("베송", by=ana)
    assert (answer.words, answer.instead_of, answer.total) == ("배송", "베송", 1)


@pytest.mark.parametrize("words", ['"back called"', "delayed -nobody", "parcel", "", "   ", "-", '""', "🙂"])
def test_what_does_not_fit_is_not_found(found: Any, words: str) -> None:
    make.a_ticket(verbatim=ENGLISH, anonymous=True)
    assert found(words) == []


def test_notes_names_companies_files_and_items_are_found(found: Any, ana: User) -> None:
    emma = make.a_customer("Emma Whitfield", company="Northwind")
    ticket = make.a_ticket(customer=emma, verbatim="It is late.", files=[a_file("a-broken-zipper.png")])
    note(ticket, by=ana, body="Asked the warehouse twice.")
    item = make.an_item(title="Say where it is", problem="Nobody sees the courier", promise="From now on we show it.")
    assert found("warehouse") == found("zipper") == [ticket.reference]
    assert set(found("northwind")) == {ticket.reference, "Emma Whitfield"}
    assert found("courier") == found("show it") == [item.reference]


def test_a_corrected_name_is_found_and_the_old_one_is_not(found: Any, ana: User) -> None:
    emma = make.a_customer("Emma Whitfield")
    ticket = make.a_ticket(customer=emma, verbatim="It is late.")
    let_react()
    known = {name: getattr(emma, name) for name in ("email", "phone", "language", "relationship", "monthly_value")}
    correct(emma, by=ana, company="", name="Emma Stone", **known)
    assert set(found("stone")) == {ticket.reference, "Emma Stone"}
    assert found('"whitfield"') == []


def test_what_is_found_is_marked_and_escaped(client: Client, ana: User) -> None:
    make.a_ticket(verbatim="<script>alert(1)</script> the parcel & the courier", anonymous=True)
    let_react()
    client.force_login(ana)
    page = client.get("/search/", {"q": "parcel"}).content.decode()
    assert "the <mark>parcel</mark> &amp; the courier" in page
    assert "<script>alert" not in page
    body = api(ana).get("/api/v1/search/", {"q": "parcel", "kind": "ticket"}).json()
    (hit,) = body["results"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt; the <mark>parcel</mark> &amp;" in hit["excerpt"]


def test_what_is_shown_is_what_one_said_and_not_their_name_as_well(client: Client, ana: User) -> None:
    make.a_ticket(verbatim="The parcel came late", customer=make.a_customer("Emma Whitfield"))
    let_react()
    client.force_login(ana)
    (hit,) = api(ana).get("/api/v1/search/", {"q": "parcel", "kind": "ticket"}).json()["results"]
    assert hit["excerpt"] == "The <mark>parcel</mark> came late"
    (named,) = api(ana).get("/api/v1/search/", {"q": "Whitfield", "kind": "ticket"}).json()["results"]
    assert named["excerpt"] == "Emma <mark>Whitfield</mark>"


def test_both_doors_find_the_same(client: Client, ana: User) -> None:
    ticket = make.a_ticket(verbatim=KOREAN, anonymous=True)
    let_react()
    client.force_login(ana)
    assert f'id="found-ticket-{ticket.pk}"' in client.get("/search/", {"q": "배송"}).content.decode()
    (hit,) = api(ana).get("/api/v1/search/", {"q": "배송"}).json()["results"]
    assert (hit["kind"], hit["id"], hit["reference"], hit["outcome"]) == (
        "ticket", ticket.pk, ticket.reference, "to_listen",
    )  # fmt: skip


@pytest.mark.parametrize(
    "words", ["(a+)+$" * 1700, "배" * 10_000, '"' * 10_000, "-" * 9_999, "가 " * 5_000, "\x00a", "&|!()"]
)
def test_bombs_are_answered(client: Client, ana: User, words: str) -> None:
    make.a_ticket(verbatim="a" * 50_000, anonymous=True)
    let_react()
    client.force_login(ana)
    assert client.get("/search/", {"q": words}).status_code == 200
    assert api(ana).get("/api/v1/search/", {"q": words}).status_code == 200


def test_what_was_perhaps_meant_is_named_only_where_it_finds_something(ana: User) -> None:
    make.a_ticket(verbatim="The parcel was broken.", anonymous=True)
    make.a_ticket(verbatim="My deliveries stopped.", anonymous=True)
    let_react()
    assert search("parcl", by=ana).instead_of == "parcl"
    answer = search("parcl delivries", by=ana)
    assert (answer.words, answer.instead_of, answer.total) == ("parcl delivries", "", 0)


@pytest.mark.parametrize("many", [3, 20])
def test_the_cost_does_not_grow_with_what_is_found(
    client: Client, ana: User, django_assert_max_num_queries: Any, many: int
) -> None:
    for n in range(many):
        make.a_ticket(customer=make.a_customer(f"Parcel {n}"))
        make.an_item(title=f"Parcel {n}")
    let_react()
    client.force_login(ana)
    with django_assert_max_num_queries(12):
        assert client.get("/search/", {"q": "parcel"}).status_code == 200


def test_what_came_in_another_way_is_found_after_a_while(ana: User) -> None:
    from backlog.tasks import index_what_is_missing as of_items
    from customers.indexing import index_what_is_missing as customers
    from tickets.actions.indexing import index_what_is_missing as tickets

    ticket = make.a_ticket(verbatim=KOREAN)
    assert (tickets(), tickets()) == (1, 0)
    assert (customers(), customers()) == (1, 0)
    of_items()
    assert [hit.subject for hit in search("배송", by=ana).hits["ticket"]] == [Ticket.objects.get(pk=ticket.pk)]


def api(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def test_whoever_may_see_no_tickets_finds_none(found: Any, ana: User) -> None:
    ticket = make.a_ticket(verbatim=ENGLISH)
    assert found("deliveries") == [ticket.reference]
    ana.is_active = False
    assert found("deliveries") == []

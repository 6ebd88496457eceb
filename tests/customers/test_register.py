"""The register of customers: narrowed by what is asked, with notes, tags, outcomes and companies by mail domain."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from customers.actions import correct, meet
from customers.models import Company
from journal.models import Entry
from tests import make
from tests.doors import APIClient
from tickets.actions import tagging


@pytest.fixture
def known(ana: User, client: Client) -> Client:
    emma, jiwoo = make.a_customer("Emma", language="en", phone="010-55"), make.a_customer("지우", language="ko")
    correct(emma, by=ana, relationship="at_risk", monthly_value=Decimal(900), company="Acme")
    tagging.tag(jiwoo, by=ana, names=["press"])
    client.force_login(ana)
    return client


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("q=emma", ["Emma"]), ("q=010-55", ["Emma"]), ("q=acme", ["Emma"]), ("relationship=at_risk", ["Emma"]),
        ("language=ko", ["지우"]), ("value=500", ["Emma"]), ("tag=press", ["지우"]), ("tag=gone", ["Emma", "지우"]),
        ("relationship=at_risk&language=ko", []), ("q=%00", ["Emma", "지우"]),
    ],
)  # fmt: skip
def test_the_list_shows_who_was_asked_for(asked: str, shown: list[str], known: Client) -> None:
    assert [one.name for one in known.get(f"/customers/?{asked}").context["page"].rows] == shown


def test_those_who_only_look_do_not_find_by_phone_or_worth(known: Client, vic: User, client: Client) -> None:
    client.force_login(vic)
    assert client.get("/customers/?q=010-55").context["page"].rows == []
    assert len(client.get("/customers/?value=500").context["page"].rows) == 2


def test_the_page_says_what_became_of_all_they_told_us(
    ana: User, client: Client, django_assert_max_num_queries
) -> None:
    emma = make.a_customer()
    make.a_declined_ticket(customer=emma)
    make.an_accepted_ticket(customer=emma)
    for _ in range(3):
        make.a_ticket(customer=emma)
    client.force_login(ana)
    with django_assert_max_num_queries(12):
        outcomes = client.get(f"/customers/{emma.pk}/").context["outcomes"]
    assert outcomes == {"open": 3, "accepted": 1, "declined": 1, "set_aside": 0}


def test_both_doors_note_something_for_colleagues(ana: User, vic: User, client: Client) -> None:
    emma = make.a_customer()
    client.force_login(ana)
    client.post(f"/customers/{emma.pk}/notes/", {"body": "Call after six, see CS-1."})
    program = APIClient()
    program.force_authenticate(ana)
    assert program.post(f"/api/v1/customers/{emma.pk}/notes/", {"body": " "}, format="json").status_code == 422
    program.force_authenticate(vic)
    assert program.post(f"/api/v1/customers/{emma.pk}/notes/", {"body": "x"}, format="json").status_code == 403
    assert [note["body"] for note in program.get(f"/api/v1/customers/{emma.pk}/notes/").json()] == [
        "Call after six, see CS-1."
    ]
    assert "Call after six" in client.get(f"/customers/{emma.pk}/").content.decode()
    assert Entry.objects.about(emma).filter(kind="CustomerNoted").count() == 1


def test_a_company_learns_its_mail_domain_and_colleagues_of_theirs_are_known_by_it(ana: User) -> None:
    meet(by=ana, name="Emma", email="emma@acme.co", company="Acme")
    assert meet(by=ana, name="Carl", email="carl@ACME.co").company == Company.objects.get(domain="acme.co")


@pytest.mark.parametrize("address", ["emma@gmail.com", "emma@naver.com", "emma@shop.example", ""])
def test_a_public_address_speaks_for_no_company(address: str, ana: User) -> None:
    meet(by=ana, name="Emma", email=address, company="Acme")
    assert Company.objects.get().domain == ""
    other: Any = meet(by=ana, name="Carl", email=address.replace("emma", "carl"))
    assert other.company is None


def test_a_program_finds_customers_by_words_relationship_and_language(known: Client, ana: User) -> None:
    program = APIClient()
    program.force_authenticate(ana)
    for asked, names in (("q=010-55", ["Emma"]), ("language=ko", ["지우"]), ("relationship=settled", [])):
        assert [one["name"] for one in program.get(f"/api/v1/customers/?{asked}").json()["results"]] == names

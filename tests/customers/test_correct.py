"""Correct: what we know of a customer is put right, and the page that shows it."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from common.refusals import Invalid
from customers.actions import correct
from customers.models import Customer
from journal.models import Entry
from tests import make
from tests.doors import APIClient
from tests.following import kinds

A_CORRECTION = {
    "name": "Emma W.",
    "email": "new@example.com",
    "phone": "010-1",
    "company": "Acme",
    "language": "ko",
    "relationship": "regular",
}


def test_a_correction_names_the_fields_and_not_their_values(ana: User) -> None:
    emma = correct(make.a_customer(language="en"), by=ana, **A_CORRECTION)
    emma.refresh_from_db()
    entry = Entry.objects.about(emma).last()
    assert (emma.name, emma.email, str(emma.company), emma.relationship) == (
        "Emma W.",
        "new@example.com",
        "Acme",
        "regular",
    )
    assert set(entry.plain["fields"]) == set(A_CORRECTION)
    assert "new@example.com" not in str(entry.plain)


def test_a_correction_that_changes_nothing_is_none(ana: User) -> None:
    emma = correct(make.a_customer(), by=ana, **A_CORRECTION)
    correct(emma, by=ana, **A_CORRECTION)
    assert kinds(emma).count("CustomerChanged") == 1


def test_anothers_address_is_refused(ana: User) -> None:
    make.a_customer(email="taken@example.com")
    with pytest.raises(Invalid) as refusal:
        correct(make.a_customer(), by=ana, **A_CORRECTION | {"email": "TAKEN@example.com"})
    assert set(refusal.value.fields) == {"email"}


def test_two_may_be_without_an_address(ana: User) -> None:
    for _ in range(2):
        assert correct(make.a_customer(), by=ana, **A_CORRECTION | {"email": ""}).email == ""


@pytest.mark.parametrize("role", ["agent", "product", "manager"])
def test_those_who_work_with_customers_correct(client: Client, db: None, role: str) -> None:
    client.force_login(make.a_colleague("Someone", role))
    emma = make.a_customer()
    assert client.post(f"/customers/{emma.pk}/", A_CORRECTION).url == f"/customers/{emma.pk}/"
    emma.refresh_from_db()
    assert emma.name == "Emma W."


@pytest.mark.parametrize("role", ["agent", "product", "manager"])
def test_a_program_corrects_only_what_it_names(db: None, role: str) -> None:
    client, emma = APIClient(), make.a_customer(email="old@example.com")
    client.force_authenticate(make.a_colleague("Someone", role))
    answer = client.patch(f"/api/v1/customers/{emma.pk}/", {"name": "Emma W.", "company": "Acme"}, format="json")
    assert answer.status_code == 200, answer.json()
    assert (answer.json()["name"], answer.json()["company"]) == ("Emma W.", "Acme")
    emma.refresh_from_db()
    assert (emma.name, str(emma.company), emma.email) == ("Emma W.", "Acme", "old@example.com")
    assert client.get(f"/api/v1/customers/{emma.pk}/").json()["email"] == "old@example.com"


@pytest.mark.parametrize("wrong", [{"name": " "}, {"email": "nowhere"}, {"language": "de"}, {"monthly_value": "-1"}])
def test_a_program_is_told_what_does_not_fit(ana: User, wrong: dict[str, str]) -> None:
    client, emma = APIClient(), make.a_customer()
    client.force_authenticate(ana)
    answer = client.patch(f"/api/v1/customers/{emma.pk}/", wrong, format="json")
    assert (answer.status_code, set(answer.json()["errors"])) == (422, set(wrong))


@pytest.mark.parametrize("role", ["admin", "viewer"])
def test_a_program_of_others_does_not(db: None, role: str) -> None:
    client, emma = APIClient(), make.a_customer(email="old@example.com")
    client.force_authenticate(make.a_colleague("X", role))
    assert client.patch(f"/api/v1/customers/{emma.pk}/", {"name": "No"}, format="json").status_code == 403
    assert "old@example.com" not in str(client.get(f"/api/v1/customers/{emma.pk}/").json()) or role == "admin"


@pytest.mark.parametrize("role", ["admin", "viewer"])
def test_others_do_not(client: Client, db: None, role: str) -> None:
    client.force_login(make.a_colleague("X", role))
    emma = make.a_customer()
    assert client.post(f"/customers/{emma.pk}/", A_CORRECTION).status_code == 403
    emma.refresh_from_db()
    assert emma.name == "Emma Whitfield"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"name": "\u200b"},
        {"name": "x" * 121},
        {"email": "nowhere"},
        {"language": "de"},
        {"relationship": "married"},
        {"company": "x" * 161},
        {"company": "a\x00b"},
        {"phone": "1" * 41},
    ],
)
def test_the_form_says_what_does_not_fit(client: Client, ana: User, wrong: dict[str, str]) -> None:
    client.force_login(ana)
    emma = make.a_customer()
    assert client.post(f"/customers/{emma.pk}/", A_CORRECTION | wrong).status_code == 422
    emma.refresh_from_db()
    assert emma.name == "Emma Whitfield"


def test_the_page_shows_what_they_told_us_newest_first(client: Client, ana: User) -> None:
    client.force_login(ana)
    emma = make.a_customer()
    tickets = [make.a_ticket(customer=emma), make.a_ticket(customer=emma)]
    make.a_ticket()
    shown = client.get(f"/customers/{emma.pk}/").context["page"].rows
    assert shown == tickets[::-1]


def test_customers_come_by_name_and_page_by_page(client: Client, ana: User) -> None:
    client.force_login(ana)
    for n in range(53):
        make.a_customer(f"Customer {n:02}")
    first = client.get("/customers/").context["page"]
    second = client.get("/customers/", {"cursor": first.next}).context["page"]
    names = [customer.name for customer in first.rows + second.rows]
    assert (len(names), names) == (53, sorted(names))


@pytest.mark.parametrize("many", [2, 15])
def test_the_cost_does_not_grow(client: Client, ana: User, django_assert_max_num_queries: Any, many: int) -> None:
    client.force_login(ana)
    emma = make.a_customer()
    for n in range(many):
        make.a_customer(f"C {n}", company=f"Company {n}")
        make.an_accepted_ticket(customer=emma)
    for place in ("/customers/", f"/customers/{emma.pk}/"):
        with django_assert_max_num_queries(12):
            client.get(place)


def test_the_api_finds_customers_with_how_to_reach_them(ana: User) -> None:
    client = APIClient()
    client.force_authenticate(ana)
    emma = make.a_customer("Emma", company="Acme", email="emma@example.com")
    make.a_customer("Other")
    (row,) = client.get("/api/v1/customers/", {"q": "emma"}).json()["results"]
    assert (row["id"], row["email"], row["company"]) == (emma.pk, "emma@example.com", "Acme")
    assert Customer.objects.count() == 2


def test_the_api_shows_a_viewer_nothing_to_reach_them_by(vic: User) -> None:
    client = APIClient()
    client.force_authenticate(vic)
    make.a_customer("Emma")
    (row,) = client.get("/api/v1/customers/").json()["results"]
    assert set(row) == {"id", "name", "company", "language", "relationship"}

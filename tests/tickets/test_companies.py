"""A company: who works there, what they told us and what became of it; at both doors, and no more than one may see."""

from decimal import Decimal

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from customers.actions import correct, note
from customers.models import Company
from tests import make
from tests.doors import APIClient
from tickets.actions import tagging


def a_company() -> Company:
    """With two people, one of whom was told yes and one no."""
    emma = make.a_customer("Emma", company="Northbridge", phone="010-5")
    noah = make.a_customer("Noah", company="Northbridge")
    correct(emma, by=make.someone(), monthly_value=Decimal(1_234_000))
    correct(noah, by=make.someone(), monthly_value=Decimal(567))
    make.a_ticket(customer=make.a_customer("Olga", company="Elsewhere"), verbatim="Quite another thing.")
    make.an_accepted_ticket(customer=emma)
    make.a_declined_ticket(customer=noah)
    note(emma, by=make.someone(), body="Prefers the phone")
    tagging.tag(noah, by=make.someone(), names=["wholesale"])
    company = emma.company
    assert company
    return company


def test_its_people_tickets_outcomes_notes_and_tags_stand_on_one_page(ana: User, client: Client) -> None:
    client.force_login(ana)
    company = a_company()
    page = client.get(f"/companies/{company.pk}/").content.decode()
    for said in (
        "Northbridge",
        "Emma",
        "Noah",
        "1,234,567",
        "Prefers the phone",
        "wholesale",
        "<dt>Declined</dt><dd>1</dd>",
    ):
        assert said in page, said
    assert "Quite another thing" not in page
    assert client.get("/companies/999999999/").status_code == 404


def test_whoever_only_looks_sees_no_address_and_no_worth(vic: User, client: Client) -> None:
    client.force_login(vic)
    company = a_company()
    page = client.get(f"/companies/{company.pk}/").content.decode()
    assert "Emma" in page
    assert not any(said in page for said in ("example.com", "010-5", "1,234,567"))
    program = APIClient()
    program.force_authenticate(vic)
    assert program.get(f"/api/v1/companies/{company.pk}/").json()["monthly_value"] is None


def test_the_api_counts_its_people_and_finds_it_by_name(ana: User) -> None:
    program, company = APIClient(), a_company()
    program.force_authenticate(ana)
    told = program.get(f"/api/v1/companies/{company.pk}/").json()
    assert (told["people"], told["monthly_value"], told["tickets"]["accepted"]) == (2, "1234567.00", 1)
    assert [one["id"] for one in program.get("/api/v1/companies/?q=north").json()["results"]] == [company.pk]
    people = program.get(f"/api/v1/customers/?company={company.pk}").json()["results"]
    assert [one["name"] for one in people] == ["Emma", "Noah"]


def test_a_page_of_many_people_costs_what_one_of_few_does(ana: User, client: Client) -> None:
    client.force_login(ana)
    company = a_company()

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"/companies/{company.pk}/").status_code == 200
        return len(caught)

    few = cost()
    for number in range(25):
        make.a_ticket(customer=make.a_customer(f"Person {number:02}", company="Northbridge"))
    assert cost() == few <= 12
    page = client.get(f"/companies/{company.pk}/").content.decode()
    assert "?people=" in page
    assert "Person 24" not in page.split('id="people"')[1]


def test_customers_and_tickets_lead_there(ana: User, client: Client) -> None:
    client.force_login(ana)
    company = a_company()
    person = company.customers.get(name="Emma")
    for place in ("/customers/", f"/customers/{person.pk}/", f"/tickets/CS-{person.tickets.get().pk}/"):
        assert f"/companies/{company.pk}/" in client.get(place).content.decode(), place

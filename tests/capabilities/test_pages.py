"""The register and a capability's page: who waits, each counted once; the cost does not grow."""

from datetime import timedelta
from decimal import Decimal

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from capabilities.actions import arrive, plan
from capabilities.models import Capability
from common.clock import moved_to, now, today
from customers.actions import correct
from tests import make
from tests.capabilities.doors import api
from tests.following import let_react
from tickets.models import Ticket


def worth(value: int, **known: str):
    who = make.a_customer(**known)
    said = {"name": who.name, "email": who.email, "phone": "", "language": "en", "relationship": "new"}
    return correct(who, by=make.someone(), company=known.get("company", ""), monthly_value=Decimal(value), **said)


def page_of(user: User, place: str) -> str:
    client = Client()
    client.force_login(user)
    return client.get(place).content.decode()


def three_wait(van: Capability) -> None:
    emma, noah = worth(300, company="Reed Foods"), worth(50, company="Reed Foods")
    for customer in (emma, emma, noah):
        make.a_declined_ticket(waiting_for=van, customer=customer)
    make.a_declined_ticket(waiting_for=van, anonymous=True)


def test_customers_companies_and_their_value_are_counted_once(db: None) -> None:
    van = make.a_capability()
    three_wait(van)
    counts = Ticket.objects.who_waits_for([van.pk])[van.pk]
    assert counts[:3] == (4, 2, 1)
    assert counts.monthly_value == 350
    assert counts.oldest_at


def test_the_register_says_who_waits_and_what_is_late(ana: User, pia: User) -> None:
    van = plan(make.a_capability("Vans"), by=pia, owner=pia, expected_on=today() + timedelta(days=1))
    three_wait(van)
    assert "was expected" not in page_of(ana, "/capabilities/")
    with moved_to(now() + timedelta(days=3)):
        page = page_of(ana, "/capabilities/")
    for words in ("was expected on", "Pia", "2 customers", "1 company", "350"):
        assert words in page


def test_the_page_costs_the_same_for_many(pia: User) -> None:
    van, client, counts = make.a_capability(), Client(), []
    client.force_login(pia)
    for _ in range(2):
        for _ in range(4):
            make.a_declined_ticket(waiting_for=van, product_area=make.an_area())
            plan(van, by=pia, depends_on=[*van.depends_on.all(), make.a_capability()])
        for place in ("/capabilities/", f"/capabilities/{van.pk}/"):
            client.get(place)
            with CaptureQueriesContext(connection) as asked:
                client.get(place)
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 12


def test_the_progress_asks_again_until_it_is_done(pia: User) -> None:
    van = make.a_capability()
    make.a_declined_ticket(waiting_for=van)
    arrive(van, by=pia)
    assert "hx-trigger" in page_of(pia, f"/capabilities/{van.pk}/arrival/")
    let_react()
    done = page_of(pia, f"/capabilities/{van.pk}/arrival/")
    assert "hx-trigger" not in done
    assert "of 1 ticket is back" in done


def test_the_api_tells_counts_and_progress(pia: User) -> None:
    van = make.a_capability()
    make.a_declined_ticket(waiting_for=van)
    place = f"/api/v1/capabilities/{van.pk}/"
    before = api(pia).get(place).json()
    assert (before["waiting"]["tickets"], before["arrival"]) == (1, None)
    arrive(van, by=pia)
    let_react()
    after = api(pia).get(place).json()
    assert (after["waiting"]["tickets"], after["arrival"]["returned"]) == (0, 1)


def test_a_ticket_that_came_back_shows_its_old_decision(pia: User) -> None:
    van = make.a_capability("Vans")
    ticket = make.a_declined_ticket(waiting_for=van)
    arrive(van, by=pia)
    let_react()
    page = page_of(pia, f"/tickets/{ticket.reference}/")
    assert "Declined before" in page
    assert f"/capabilities/{van.pk}/" in page

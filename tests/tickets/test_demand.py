"""Demand after no: who asks for what we declined, and what is brought back."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from backlog.actions.precedents import decide_as
from common.clock import moved_to, now
from common.refusals import Conflict, Forbidden, Invalid
from journal.models import Entry
from tests import make
from tests.doors import DOORS, ask_api
from tests.following import kinds
from tests.tickets.test_races import at_once
from tickets.actions import assessing, deciding
from tickets.actions.demanding import bring_back, count_off, count_on
from tickets.models import Demand, SameAs, Ticket


def demand_of(ticket: Ticket) -> Demand:
    return Demand.objects.get(decision=ticket.decision_id)


def a_decline_under_pressure(pia: User, **said: Any) -> Ticket:
    declined = make.a_declined_ticket(**said)
    for _ in range(3):
        count_on(make.a_ticket(), by=pia, decision=declined.decision)
    return declined


def test_counting_on_a_decline_is_an_entry(ana: User) -> None:
    declined, ticket = make.a_declined_ticket(), make.a_ticket()
    same = count_on(ticket, by=ana, decision=declined.decision)
    assert (same.by, same.decision) == (ana, declined.decision)
    assert kinds(ticket)[-1] == "DemandCounted"
    assert Entry.objects.about(ticket).last().plain["declined_id"] == declined.pk


def test_customers_are_counted_once_and_companies_too(ana: User) -> None:
    declined = make.a_declined_ticket()
    emma, one, two = make.a_customer(), make.a_customer(company="Acme"), make.a_customer(company="Acme")
    for who in (emma, emma, one, two):
        count_on(make.a_ticket(customer=who), by=ana, decision=declined.decision)
    assert demand_of(declined).customers == 2


def test_the_one_who_was_declined_does_not_add_to_it(ana: User) -> None:
    declined = make.a_declined_ticket(customer=make.a_customer(company="Acme"))
    count_on(make.a_ticket(customer=declined.customer), by=ana, decision=declined.decision)
    count_on(make.a_ticket(customer=make.a_customer(company="Acme")), by=ana, decision=declined.decision)
    count_on(make.a_ticket(anonymous=True), by=ana, decision=declined.decision)
    assert demand_of(declined).customers == 0


def test_what_is_decided_as_it_counts_on_it(pia: User) -> None:
    declined, ticket = make.a_declined_ticket(), make.an_assessed_ticket()
    decide_as(ticket, by=pia, precedent=declined, message="No.")
    assert demand_of(declined).customers == 1


def test_what_follows_a_follower_counts_on_the_first_too(pia: User) -> None:
    first, second, third = make.a_declined_ticket(), make.an_assessed_ticket(), make.an_assessed_ticket()
    decide_as(second, by=pia, precedent=first, message="No.")
    decide_as(third, by=pia, precedent=second, message="No.")
    assert (demand_of(first).customers, demand_of(second).customers) == (2, 1)


def test_three_times_those_who_were_known_are_pressure(pia: User) -> None:
    declined = a_decline_under_pressure(pia)
    assert list(Demand.objects.pressing()) == [demand_of(declined)]
    assert kinds(declined)[-1] == "DeclineCameUnderPressure"
    assert Entry.objects.about(declined).last().plain["customers"] == 3


def test_pressure_comes_once(pia: User) -> None:
    declined = a_decline_under_pressure(pia)
    count_on(make.a_ticket(), by=pia, decision=declined.decision)
    assert kinds(declined).count("DeclineCameUnderPressure") == 1


def test_a_number_of_customers_is_pressure_however_many_were_known(pia: User, settings) -> None:
    settings.DEMAND_CUSTOMERS, settings.DEMAND_TIMES = 2, 100
    declined = make.a_declined_ticket()
    for _ in range(2):
        count_on(make.a_ticket(), by=pia, decision=declined.decision)
    assert Demand.objects.pressing().count() == 1


def test_a_second_decline_knows_those_who_asked_before(pia: User) -> None:
    declined = a_decline_under_pressure(pia)
    with moved_to(now() + timedelta(hours=1)):
        bring_back(declined, by=pia)
        declined.refresh_from_db()
        assessing.assess(declined, by=pia, weighing=make.answers(), finding="sustainable")
        deciding.decline(declined, by=pia, reason="not_ours", message="Still no.")
        count_on(make.a_ticket(), by=pia, decision=declined.decision)
    assert (demand_of(declined).known, demand_of(declined).customers) == (4, 1)


@pytest.mark.parametrize("door", DOORS)
def test_both_doors_count_on_and_off(door, ana: User) -> None:
    declined, ticket = make.a_declined_ticket(), make.a_ticket()
    assert door(ana, ticket, "demand", {"declined": declined.reference}) == 201
    assert door(ana, ticket, "demand", {"declined": declined.reference}) == 409
    assert door(ana, ticket, "demand/withdrawal", {"declined": declined.reference}) == 201
    assert door(ana, ticket, "demand/withdrawal", {"declined": declined.reference}) == 409
    assert not SameAs.objects.exists()


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("noun", ["demand", "demand/withdrawal"])
def test_a_viewer_does_not_count(door, noun: str, vic: User) -> None:
    assert door(vic, make.a_ticket(), noun, {"declined": make.a_declined_ticket().reference}) == 403


@pytest.mark.parametrize("door", DOORS)
def test_only_a_decline_is_counted_on(door, ana: User) -> None:
    assert door(ana, make.a_ticket(), "demand", {"declined": make.an_accepted_ticket().reference}) == 409


@pytest.mark.parametrize("door", DOORS)
def test_a_ticket_does_not_count_on_itself(door, ana: User) -> None:
    ticket = make.a_declined_ticket()
    assert door(ana, ticket, "demand", {"declined": ticket.reference}) == 422


def test_refusals_by_name(ana: User, vic: User) -> None:
    declined = make.a_declined_ticket()
    with pytest.raises(Forbidden):
        count_on(make.a_ticket(), by=vic, decision=declined.decision)
    with pytest.raises(Invalid):
        count_on(declined, by=ana, decision=declined.decision)


def test_taking_it_back_may_end_the_pressure(pia: User) -> None:
    declined = a_decline_under_pressure(pia)
    same = SameAs.objects.asking_for(declined.decision).first()
    count_off(same.ticket, by=pia, decision=declined.decision)
    assert kinds(same.ticket)[-1] == "DemandUncounted"
    assert not Demand.objects.pressing().exists()


def test_what_was_decided_as_it_goes_on_counting(pia: User) -> None:
    declined, ticket = make.a_declined_ticket(), make.an_assessed_ticket()
    decide_as(ticket, by=pia, precedent=declined, message="No.")
    with pytest.raises(Conflict, match="decided as that one"):
        count_off(ticket, by=pia, decision=declined.decision)


def test_a_decline_comes_back_with_those_that_follow_it_and_says_what_grew(pia: User) -> None:
    declined = a_decline_under_pressure(pia)
    follower = make.an_assessed_ticket()
    decide_as(follower, by=pia, precedent=declined, message="No.")
    results = bring_back(Ticket.objects.get(pk=declined.pk), by=pia)
    assert [one.reference for one in results] == [follower.reference, declined.reference]
    for ticket in (follower, declined):
        ticket.refresh_from_db()
        plain = Entry.objects.about(ticket).last().plain
        assert (ticket.stage, plain["why"], plain["known"], plain["customers"]) == ("to_assess", "demand_grew", 1, 4)
    assert not Demand.objects.pressing().exists()


def test_the_timeline_says_what_grew(pia: User, client: Client) -> None:
    declined = a_decline_under_pressure(pia)
    bring_back(declined, by=pia)
    client.force_login(pia)
    page = client.get(f"/tickets/{declined.reference}/").content.decode()
    assert "brought it back: 3 more ask for it, 1 when it was declined" in page


@pytest.mark.parametrize("door", DOORS)
def test_both_doors_bring_back(door, pia: User) -> None:
    declined = a_decline_under_pressure(pia)
    assert door(pia, declined, "return", {}) == 201
    assert door(pia, declined, "return", {}) == 409


@pytest.mark.parametrize("door", DOORS)
def test_an_agent_does_not_bring_back(door, ana: User, pia: User) -> None:
    assert door(ana, a_decline_under_pressure(pia), "return", {}) == 403


@pytest.mark.parametrize("door", DOORS)
def test_what_is_not_under_pressure_is_not_brought_back_so(door, pia: User) -> None:
    assert door(pia, make.a_declined_ticket(), "return", {}) == 409


def test_the_api_says_what_became_of_each(pia: User) -> None:
    declined = a_decline_under_pressure(pia)
    assert ask_api(pia, declined, "return", {}).json() == [{"ticket": declined.reference, "status": 201, "detail": ""}]


def test_the_list_says_what_grew(pia: User, client: Client) -> None:
    declined = a_decline_under_pressure(pia)
    client.force_login(pia)
    page = client.get("/pressure/").content.decode()
    assert declined.reference in page
    assert "3 more customers have asked for it since. 1 was known when it was declined." in page


def test_the_api_lists_the_same(pia: User) -> None:
    declined, client = a_decline_under_pressure(pia), APIClient()
    client.force_authenticate(pia)
    (only,) = client.get("/api/v1/pressure/").json()["results"]
    assert (only["ticket"], only["known"], only["customers"]) == (declined.reference, 1, 3)


def test_the_list_costs_the_same_for_many(pia: User, client: Client, django_assert_max_num_queries) -> None:
    client.force_login(pia)
    for _ in range(4):
        a_decline_under_pressure(pia)
    with django_assert_max_num_queries(5):
        client.get("/pressure/")


def test_like_this_offers_to_count(pia: User, client: Client) -> None:
    declined, ticket = make.a_declined_ticket(), make.a_ticket()
    client.force_login(pia)
    assert "Same as this" in client.get(f"/tickets/{ticket.reference}/alike/").content.decode()
    count_on(ticket, by=pia, decision=declined.decision)
    assert "Counts on this decline" in client.get(f"/tickets/{ticket.reference}/alike/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_who_count_on_at_once_are_both_counted(pia: User) -> None:
    declined, one, two = make.a_declined_ticket(), make.a_ticket(), make.a_ticket()
    at_once(
        lambda: count_on(one, by=pia, decision=declined.decision),
        lambda: count_on(two, by=pia, decision=declined.decision),
    )
    assert demand_of(declined).customers == 2

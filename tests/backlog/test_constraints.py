"""What may never be true of a release, of telling, and of a weight: the database refuses it, whoever asks and however."""

from datetime import timedelta
from typing import Any

import pytest

from backlog.models import Grant, Item, Release, Share, Shipment, WeightFormula
from common.clock import now
from notifications.models import Telling
from tests import make
from tests.refusing import refused


def a_release(**said: Any) -> Release:
    return Release.objects.create(**{"name": "Autumn", "planned_at": now()} | said)


def a_telling(**said: Any) -> Telling:
    ticket = said.pop("ticket", None) or make.an_accepted_ticket()
    voice = ticket.voices.get()
    known = {"item": voice.item, "voice": voice, "customer": ticket.customer, "state": "to_approve", "made_at": now()}
    return Telling(**known | said)


def test_a_release_has_a_name(db: None) -> None:
    refused(lambda: a_release(name=" "), because="a_release_has_a_name")


@pytest.mark.parametrize(
    "wrong",
    [{"version": " "}, {"recorded_at": None}, {"shipped_at": None}, {"shipped_at": now() + timedelta(days=400)}],
)
def test_a_shipped_release_has_its_version_and_its_day(db: None, wrong: dict[str, Any]) -> None:
    moment = now()
    said = {"version": "1.0", "shipped_at": moment, "recorded_at": moment} | wrong
    refused(lambda: a_release(**said), because="a_shipped_release_has_its_version_and_its_day")


def test_a_version_is_shipped_once(db: None) -> None:
    said = {"shipped_at": now(), "recorded_at": now() + timedelta(minutes=1)}
    a_release(version="v2", **said)
    a_release(version="V2")
    refused(lambda: a_release(version="V2", **said), because="a_version_is_shipped_once")


def test_an_item_is_in_a_release_once(db: None) -> None:
    said: dict[str, Any] = {"release": a_release(), "item": make.an_item(), "shipped_at": now()}
    Shipment.objects.create(**said)
    refused(lambda: Shipment.objects.create(**said), because="an_item_is_in_a_release_once")


def test_a_share_of_a_release_begins_once(db: None) -> None:
    said: dict[str, Any] = {"release": a_release(), "percent": 10, "since": now()}
    Share.objects.create(**said)
    refused(lambda: Share.objects.create(**said), because="a_share_of_a_release_begins_once")


@pytest.mark.parametrize("percent", [0, 101])
def test_a_share_is_one_to_a_hundred_percent(db: None, percent: int) -> None:
    share = Share(release=a_release(), percent=percent, since=now())
    refused(share.save, because="a_share_is_one_to_a_hundred_percent")


def test_a_grant_names_a_company_or_a_customer(db: None) -> None:
    customer = make.a_customer(company="Acme")
    for whom in ({}, {"company": customer.company, "customer": customer}):
        grant = Grant(release=a_release(), since=now(), **whom)
        refused(grant.save, because="a_grant_names_a_company_or_a_customer")


def test_a_company_is_granted_a_release_once(db: None) -> None:
    said: dict[str, Any] = {"release": a_release(), "company": make.a_customer(company="Acme").company, "since": now()}
    Grant.objects.create(**said)
    refused(lambda: Grant.objects.create(**said), because="a_company_is_granted_a_release_once")


def test_a_customer_is_granted_a_release_once(db: None) -> None:
    said: dict[str, Any] = {"release": a_release(), "customer": make.a_customer(), "since": now()}
    Grant.objects.create(**said)
    refused(lambda: Grant.objects.create(**said), because="a_customer_is_granted_a_release_once")


def test_a_telling_has_a_known_state(db: None) -> None:
    refused(a_telling(state="shouted").save, because="a_telling_has_a_known_state")


@pytest.mark.parametrize("state", ["sent", "failed"])
def test_who_was_told_by_mail_has_it(db: None, state: str) -> None:
    refused(a_telling(state=state).save, because="who_was_told_by_mail_has_it")


def test_a_customer_waits_once_to_hear_of_an_item(db: None) -> None:
    first = make.an_accepted_ticket()
    second = make.an_accepted_ticket(item=first.voices.get().item, customer=first.customer)
    a_telling(ticket=first).save()
    refused(a_telling(ticket=second).save, because="a_customer_waits_once_to_hear_of_an_item")


def test_a_formula_is_not_empty(db: None) -> None:
    formula = WeightFormula(formula=" ", by=make.someone("admin"), at=now())
    refused(formula.save, because="a_formula_is_not_empty")


def test_an_estimate_is_more_than_nothing(db: None) -> None:
    item = make.an_item()
    refused(lambda: Item.objects.filter(pk=item.pk).update(estimate=0), because="an_estimate_is_more_than_nothing")


@pytest.mark.parametrize("confidence", [0, 101])
def test_confidence_is_a_percentage(db: None, confidence: int) -> None:
    item = make.an_item()
    change = lambda: Item.objects.filter(pk=item.pk).update(confidence=confidence)  # noqa: E731
    refused(change, because="confidence_is_a_percentage")

"""What may never be true of drafts, aftermaths, demand, months of a promise and requests: the database refuses it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from backlog.models import ApprovalRequest, PromiseUse
from common.clock import now
from tests import make
from tests.refusing import refused
from tickets.models import Aftermath, Decision, Demand, Draft, Phrase, ProductArea, SameAs, Ticket


def a_declined() -> Decision:
    decision = make.a_declined_ticket().decision
    assert decision
    Demand.objects.filter(decision=decision).delete()
    return decision


@pytest.mark.parametrize(
    ("said", "rule"),
    [({"body": " "}, "a_draft_says_something"), ({"kind": "poem"}, "a_draft_is_of_a_known_kind")],
)
def test_a_draft(pia: User, said: dict[str, str], rule: str) -> None:
    whole: dict[str, Any] = {"kind": "accepted", "language": "en", "body": "Hello.", "by": pia, "at": now()}
    refused(lambda: Draft.objects.create(**whole | said), because=rule)


def test_a_kind_has_one_draft_in_a_language(pia: User) -> None:
    whole: dict[str, Any] = {"kind": "accepted", "language": "en", "body": "Hello.", "by": pia, "at": now()}
    Draft.objects.create(**whole)
    refused(lambda: Draft.objects.create(**whole), because="a_kind_has_one_draft_in_a_language")


def test_a_phrase(pia: User) -> None:
    whole: dict[str, Any] = {"language": "en", "phrase": "policy", "suggestion": "Say why.", "by": pia, "at": now()}
    Phrase.objects.create(**whole)
    refused(lambda: Phrase.objects.create(**whole), because="a_phrase_is_listed_once_in_a_language")
    refused(lambda: Phrase.objects.create(**whole | {"phrase": " "}), because="a_phrase_says_something")


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"what": "married"}, "an_aftermath_is_of_a_known_kind"),
        ({"after_days": 31}, "an_aftermath_is_of_a_known_kind"),
        ({"is_corrected": True}, "a_correction_says_who_and_how_they_know"),
    ],
)
def test_an_aftermath(db: None, said: dict[str, Any], rule: str) -> None:
    whole: dict[str, Any] = {"decision": a_declined(), "after_days": 30, "what": "unknown", "at": now()}
    refused(lambda: Aftermath.objects.create(**whole | said), because=rule)


def test_an_aftermath_is_noted_once(db: None) -> None:
    whole: dict[str, Any] = {"decision": a_declined(), "after_days": 30, "what": "unknown", "at": now()}
    Aftermath.objects.create(**whole)
    refused(lambda: Aftermath.objects.create(**whole), because="an_aftermath_is_noted_once")


def test_a_ticket_counts_on_a_decline_once(pia: User) -> None:
    whole: dict[str, Any] = {"ticket": make.a_ticket(), "decision": a_declined(), "by": pia, "at": now()}
    SameAs.objects.create(**whole)
    refused(lambda: SameAs.objects.create(**whole), because="a_ticket_counts_on_a_decline_once")


def test_somebody_asked_before_a_decline(db: None) -> None:
    decision = a_declined()
    refused(lambda: Demand.objects.create(decision=decision, known=0), because="somebody_asked_before_a_decline")


def test_a_precedent_is_another_decision(pia: User) -> None:
    ticket = make.an_assessed_ticket()

    def follow_itself() -> None:
        Decision.objects.create(
            pk=10**9,
            precedent_id=10**9,
            ticket=ticket,
            outcome="declined",
            reason="not_ours",
            message="No.",
            by=pia,
            at=now(),
        )

    refused(follow_itself, because="a_precedent_is_another_decision")


def test_a_managers_limit_is_not_negative(db: None) -> None:
    refused(
        lambda: ProductArea.objects.create(name="Delivery", promise_needs_manager_above=Decimal(-1)),
        because="a_managers_limit_is_not_negative",
    )


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"cost_each_time": Decimal(-1)}, "a_use_does_not_cost_less_than_nothing"),
        ({"by": None}, "what_is_entered_was_entered_by_someone"),
    ],
)
def test_a_month_of_a_promise(pia: User, said: dict[str, Any], rule: str) -> None:
    refused(lambda: PromiseUse.objects.create(**a_month(pia) | said), because=rule)


def test_a_month_of_a_promise_is_accounted_for_once(pia: User) -> None:
    month = a_month(pia)
    PromiseUse.objects.create(**month)
    refused(lambda: PromiseUse.objects.create(**month), because="a_month_of_a_promise_is_accounted_for_once")


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"promise": " "}, "a_request_names_what_is_promised"),
        ({"outcome": "approved"}, "an_answered_request_has_its_outcome"),
    ],
)
def test_a_request(pia: User, said: dict[str, Any], rule: str) -> None:
    refused(lambda: ApprovalRequest.objects.create(**a_request(pia) | said), because=rule)


def test_a_ticket_asks_for_one_approval_at_a_time(pia: User) -> None:
    request = a_request(pia)
    ApprovalRequest.objects.create(**request)
    refused(lambda: ApprovalRequest.objects.create(**request), because="a_ticket_asks_for_one_approval_at_a_time")


def a_month(by: User) -> dict[str, Any]:
    return {
        "item": make.an_item(),
        "month": date(2026, 1, 1),
        "times": 1,
        "cost_each_time": Decimal(1),
        "how": "entered",
        "by": by,
        "at": now(),
    }


def a_request(by: User) -> dict[str, Any]:
    ticket: Ticket = make.an_assessed_ticket()
    return {
        "ticket": ticket,
        "title": "Tell people",
        "problem": "Nobody does",
        "promise": "We will.",
        "message": "Yes.",
        "monthly_cost": Decimal(1),
        "asked_by": by,
        "asked_at": now(),
    }

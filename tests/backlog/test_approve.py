"""Large promises: asked by product people, made by managers, or returned with a question."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from backlog.actions.approving import approve, ask_a_manager, overtake, send_back
from backlog.actions.promotion import question
from backlog.models import ApprovalRequest, Voice
from common.refusals import Conflict, Forbidden, Invalid
from tests import make
from tests.backlog.reviews import ANSWER_DOORS, NEW, a_costly_ticket, a_request, answer_html
from tests.backlog.test_accept import AN_ACCEPTANCE
from tests.doors import DOORS, APIClient
from tests.following import kinds, let_follow, mails_to
from tests.tickets.test_races import at_once
from tickets.actions import assessing, deciding


def test_asking_keeps_what_the_customer_would_be_told(pia: User) -> None:
    asked = a_request(pia)
    assert (asked.asked_by, asked.promise, asked.message, asked.monthly_cost) == (
        pia, NEW.promise, "We will.", Decimal(2_000_000),
    )  # fmt: skip
    assert (asked.ticket.stage, kinds(asked.ticket)[-1]) == ("to_decide", "ApprovalAsked")


def test_a_manager_makes_the_promise_in_the_askers_words(pia: User, max_: User) -> None:
    asked = approve(a_request(pia), by=max_)
    asked.ticket.refresh_from_db()
    decision = asked.ticket.decision
    assert (decision.outcome, decision.by, decision.message, decision.rationale) == (
        "accepted", max_, "We will.", "Dear.",
    )  # fmt: skip
    assert Voice.objects.of(asked.ticket).get().item.promise == NEW.promise
    assert (asked.outcome, asked.answered_by, kinds(asked.ticket)[-1]) == ("approved", max_, "ApprovalGiven")


def test_the_customer_hears_it_once_it_is_approved(pia: User, max_: User) -> None:
    asked = a_request(pia)
    let_follow()
    assert "We will." not in "".join(mail.text for mail in mails_to(asked.ticket))
    approve(asked, by=max_)
    let_follow()
    assert "We will." in mails_to(asked.ticket)[-1].text


def test_an_existing_item_may_be_asked_for(pia: User, max_: User) -> None:
    item = make.an_item(monthly_cost=5_000_000)
    asked = ask_a_manager(make.an_assessed_ticket(), by=pia, message="Yes.", item=item)
    approve(asked, by=max_)
    assert Voice.objects.of(asked.ticket).get().item == item


def test_a_manager_asks_back(pia: User, max_: User) -> None:
    asked = send_back(a_request(pia), by=max_, body="Who pays?")
    asked.ticket.refresh_from_db()
    assert (asked.outcome, asked.ticket.stage) == ("returned", "to_assess")
    assert asked.ticket.messages.get().body == "Who pays?"
    assert kinds(asked.ticket)[-2:] == ["TicketQuestioned", "ApprovalReturned"]


def test_a_ticket_asks_once_at_a_time(pia: User, max_: User) -> None:
    asked = a_request(pia)
    with pytest.raises(Conflict, match=pia.name):
        ask_a_manager(asked.ticket, by=pia, message="We will.", new_item=NEW)
    with pytest.raises(IntegrityError, match="a_ticket_asks_for_one"), transaction.atomic():
        ApprovalRequest.objects.create(
            ticket=asked.ticket, promise="P", message="M", monthly_cost=1, asked_by=pia, asked_at=asked.asked_at
        )


def test_what_one_may_promise_oneself_is_not_asked(pia: User, max_: User) -> None:
    with pytest.raises(Invalid, match="needs no manager"):
        ask_a_manager(make.an_assessed_ticket(), by=pia, message="Yes.", new_item=NEW)
    with pytest.raises(Invalid, match="needs no manager"):
        ask_a_manager(a_costly_ticket(), by=max_, message="Yes.", new_item=NEW)


def test_the_limit_is_the_areas_then_its_parents_then_the_setting(pia: User, settings: Any) -> None:
    from tickets.models import ProductArea

    parent = make.an_area()
    part = make.an_area(parent=parent)
    assert ProductArea.objects.limit_of(part) == settings.PROMISE_NEEDS_MANAGER_ABOVE
    parent.promise_needs_manager_above = Decimal(500)
    assert ProductArea.objects.limit_of(part) == 500
    part.promise_needs_manager_above = Decimal(0)
    assert ProductArea.objects.limit_of(part) == 0
    assert ProductArea.objects.limit_of(None) == settings.PROMISE_NEEDS_MANAGER_ABOVE


@pytest.mark.parametrize("role", ["agent", "product", "admin", "viewer"])
@pytest.mark.parametrize("door", ANSWER_DOORS)
def test_only_managers_answer(door: Any, role: str, db: None) -> None:
    asked, someone = a_request(), make.a_colleague("X", role)
    assert door(someone, asked, "approval", {}) == 403
    assert door(someone, asked, "question", {"body": "Who pays?"}) == 403


@pytest.mark.parametrize("door", ANSWER_DOORS)
def test_every_door_answers(door: Any, max_: User) -> None:
    assert door(max_, a_request(), "approval", {}) == 201
    assert door(max_, a_request(), "question", {"body": "Who pays?"}) == 201
    assert door(max_, a_request(), "question", {"body": " "}) == 422
    assert ApprovalRequest.objects.open().count() == 1


@pytest.mark.parametrize("door", ANSWER_DOORS)
def test_every_door_says_that_it_was_answered(door: Any, max_: User) -> None:
    asked = approve(a_request(), by=max_)
    assert door(max_, asked, "approval", {}) == 409
    assert door(max_, asked, "question", {"body": "Who pays?"}) == 409


@pytest.mark.parametrize("door", ANSWER_DOORS)
def test_every_door_says_that_the_ticket_moved_on(door: Any, pia: User, max_: User) -> None:
    asked = a_request()
    deciding.decline(asked.ticket, by=pia, reason="not_ours", message="No.")
    assert door(max_, asked, "approval", {}) == 409


def test_what_was_assessed_anew_is_not_approved_on_an_older_request(pia: User, max_: User) -> None:
    asked = a_request()
    question(asked.ticket, by=pia, body="Really?")
    assessing.assess(asked.ticket, by=pia, weighing=make.answers(), finding="sustainable")
    with pytest.raises(Conflict, match="anew"):
        approve(asked, by=max_)


def test_what_was_overtaken_leaves_the_list(pia: User) -> None:
    asked = a_request()
    deciding.decline(asked.ticket, by=pia, reason="not_ours", message="No.")
    let_follow()
    asked.refresh_from_db()
    assert (asked.outcome, asked.answered_by, kinds(asked.ticket)[-1]) == ("overtaken", None, "ApprovalOvertaken")
    assert overtake(asked, by=pia).answered_by is None


@pytest.mark.parametrize("door", DOORS)
def test_every_door_asks(door: Any, pia: User, ana: User) -> None:
    ticket = a_costly_ticket()
    assert door(ana, ticket, "approval-request", AN_ACCEPTANCE) == 403
    assert door(pia, ticket, "approval-request", AN_ACCEPTANCE | {"message": ""}) == 422
    assert door(pia, make.an_assessed_ticket(), "approval-request", AN_ACCEPTANCE) == 422
    assert door(pia, ticket, "approval-request", AN_ACCEPTANCE) == 201
    assert door(pia, ticket, "approval-request", AN_ACCEPTANCE) == 409
    assert door(pia, make.an_accepted_ticket(), "approval-request", AN_ACCEPTANCE) == 409


def test_only_deciders_ask(ana: User) -> None:
    with pytest.raises(Forbidden):
        ask_a_manager(a_costly_ticket(), by=ana, message="Yes.", new_item=NEW)


def test_the_page_offers_to_ask_a_manager_where_one_is_needed(pia: User, max_: User, client: Client) -> None:
    ticket = a_costly_ticket()
    client.force_login(pia)
    assert "Ask a manager" in client.get(f"/tickets/{ticket.reference}/").content.decode()
    client.force_login(max_)
    assert "Ask a manager" not in client.get(f"/tickets/{ticket.reference}/").content.decode()


def test_the_managers_list_shows_what_waits(max_: User, client: Client, django_assert_max_num_queries: Any) -> None:
    first, second = a_request(), a_request()
    approve(a_request(), by=max_)
    client.force_login(max_)
    with django_assert_max_num_queries(12):
        answer = client.get("/approvals/")
    assert [asked.pk for asked in answer.context["page"].rows] == [first.pk, second.pk]
    api = APIClient()
    api.force_authenticate(max_)
    assert [row["id"] for row in api.get("/api/v1/approvals/").json()["results"]] == [first.pk, second.pk]
    assert answer_html(max_, ApprovalRequest(pk=0), "approval", {}) == 404


@pytest.mark.django_db(transaction=True)
def test_of_two_managers_at_once_one_answers_and_the_other_is_told(max_: User) -> None:
    asked, other = a_request(), make.a_colleague("Mia", "manager")
    answers = at_once(
        lambda: approve(ApprovalRequest.objects.get(pk=asked.pk), by=max_),
        lambda: send_back(ApprovalRequest.objects.get(pk=asked.pk), by=other, body="Who pays?"),
    )
    assert sorted(isinstance(answer, Conflict) for answer in answers) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_two_who_approve_make_one_promise(max_: User) -> None:
    asked = a_request()
    at_once(*[lambda: approve(ApprovalRequest.objects.get(pk=asked.pk), by=max_)] * 2)
    assert Voice.objects.speaking().count() == 1

"""Decide as an earlier one: the same finding, the same reason or item, words of our own."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from backlog.actions import moving
from backlog.actions.precedents import decide_as
from common.refusals import Conflict, Forbidden, Invalid
from tests import make
from tests.backlog.precedents import DOORS, WORDS, a_not_yet, api
from tests.following import kinds, let_follow, mails_to
from tests.tickets.test_races import at_once
from tickets.actions import assessing, deciding
from tickets.models import Decision, SameAs, Ticket


def test_it_is_declined_for_the_same_reason_until_the_same(pia: User) -> None:
    precedent, ticket = a_not_yet(), make.an_assessed_ticket()
    decide_as(ticket, by=pia, precedent=precedent, message="Not yet, Oliver.", rationale="As before.")
    ticket.refresh_from_db()
    said, first = ticket.decision, precedent.decision
    assert said is not None
    assert first is not None
    assert (ticket.stage, said.reason, said.waiting_for) == ("declined", "not_yet", first.waiting_for)
    assert (said.message, said.rationale, said.by, said.precedent) == ("Not yet, Oliver.", "As before.", pia, first)


def test_it_is_accepted_on_the_same_item(pia: User) -> None:
    precedent, ticket = make.an_accepted_ticket(), make.an_assessed_ticket()
    decide_as(ticket, by=pia, precedent=precedent, message="We will.")
    ticket.refresh_from_db()
    assert ticket.stage == "accepted"
    assert ticket.decision.precedent == precedent.decision
    assert ticket.voices.get().item == precedent.voices.get().item


def test_one_that_is_still_to_be_assessed_is_assessed_as_the_precedent_was(pia: User) -> None:
    precedent = make.an_accepted_ticket(weighing=make.answers(cost_each_time=Decimal("12.50"), times_per_month=7))
    ticket = make.a_heard_ticket()
    decide_as(ticket, by=pia, precedent=precedent, message="We will.")
    ticket.refresh_from_db()
    found = ticket.assessment
    assert found is not None
    assert (found.cost_each_time, found.times_per_month, found.finding) == (Decimal("12.50"), 7, "sustainable")
    assert precedent.reference in found.rationale
    assert kinds(ticket)[-2:] == ["TicketAssessed", "TicketAccepted"]


def test_an_assessment_of_its_own_stays(pia: User) -> None:
    precedent, ticket = a_not_yet(), make.an_assessed_ticket(make.answers(times_per_month=3))
    mine = ticket.assessment
    decide_as(ticket, by=pia, precedent=precedent, message="Not yet.")
    ticket.refresh_from_db()
    assert ticket.assessment == mine


def test_the_timeline_names_the_precedent(pia: User, client: Client) -> None:
    precedent, ticket = a_not_yet(), make.an_assessed_ticket()
    decide_as(ticket, by=pia, precedent=precedent, message="Not yet.")
    assert kinds(ticket)[-1] == "TicketDeclined"
    client.force_login(pia)
    page = client.get(f"/tickets/{ticket.reference}/").content.decode()
    assert f'declined it as <a href="/tickets/{precedent.reference}/">{precedent.reference}</a>' in page


def test_the_customer_reads_their_own_name(pia: User) -> None:
    precedent, ticket = a_not_yet(), make.an_assessed_ticket(customer=make.a_customer("Oliver Stone"))
    decide_as(ticket, by=pia, precedent=precedent, message="Thank you, {name}. Not yet.")
    let_follow()
    assert "Thank you, Oliver Stone. Not yet." in mails_to(ticket)[-1].text


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("stage", ["to_assess", "to_decide"])
def test_both_doors_decide_as(door, stage: str, pia: User) -> None:
    ticket = make.a_ticket_of(stage)
    assert door(pia, ticket, a_not_yet()) == 201
    ticket.refresh_from_db()
    assert (ticket.stage, ticket.decision.message) == ("declined", "As for the others.")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("stage", ["to_listen", "accepted", "declined", "set_aside"])
def test_every_door_says_when_it_is_not_the_time(door, stage: str, pia: User) -> None:
    assert door(pia, make.a_ticket_of(stage), a_not_yet()) == 409


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("stage", ["to_assess", "to_decide"])
def test_an_agent_does_not_decide(door, stage: str, ana: User) -> None:
    ticket = make.a_ticket_of(stage)
    assert door(ana, ticket, a_not_yet()) == 403
    ticket.refresh_from_db()
    assert ticket.stage == stage


@pytest.mark.parametrize("door", DOORS)
def test_what_was_never_decided_is_no_precedent(door, pia: User) -> None:
    assert door(pia, make.an_assessed_ticket(), make.an_assessed_ticket()) == 422


@pytest.mark.parametrize("door", DOORS)
def test_a_ticket_is_not_its_own_precedent(door, pia: User) -> None:
    ticket = a_not_yet()
    assert door(pia, ticket, ticket) == 422


@pytest.mark.parametrize("door", DOORS)
def test_a_message_is_needed(door, pia: User) -> None:
    assert door(pia, make.an_assessed_ticket(), a_not_yet(), message=" ") == 422


@pytest.mark.parametrize("door", DOORS)
def test_an_overturned_precedent_needs_a_tick(door, pia: User, max_: User) -> None:
    precedent, ticket = make.a_declined_ticket(), make.an_assessed_ticket()
    deciding.resurface(precedent, by=max_, why="demand_grew")
    assert door(pia, ticket, precedent) == 422
    assert door(pia, ticket, precedent, although_overturned=True) == 201


@pytest.mark.parametrize("door", DOORS)
def test_a_capability_that_arrived_meanwhile_is_not_waited_for(door, pia: User, max_: User) -> None:
    from capabilities.actions import arrive

    precedent = a_not_yet()
    arrive(precedent.decision.waiting_for, by=max_)
    assert door(pia, make.an_assessed_ticket(), precedent) == 422


def test_a_dropped_item_is_not_promised_again(pia: User) -> None:
    precedent = make.an_accepted_ticket()
    accepted = precedent.decision
    moving.drop(precedent.voices.get().item, by=pia, reason="not_ours", message="No.")
    ticket = make.an_assessed_ticket()
    with pytest.raises(Conflict):
        decide_as(ticket, by=pia, precedent=precedent, message="We will.", seen=accepted.pk)


def test_a_precedent_that_was_decided_anew_meanwhile_is_looked_at_again(pia: User) -> None:
    precedent = make.a_declined_ticket()
    seen = precedent.decision.pk
    deciding.resurface(precedent, by=pia, why="demand_grew")
    assessing.assess(precedent, by=pia, weighing=make.answers(), finding="sustainable")
    deciding.decline(precedent, by=pia, reason="not_ours", message="Not ours.")
    with pytest.raises(Conflict, match="decided anew"):
        decide_as(make.an_assessed_ticket(), by=pia, precedent=precedent, message="No.", seen=seen)


def test_a_precedent_of_another_area_is_allowed_and_said(pia: User, client: Client) -> None:
    precedent, ticket = a_not_yet(product_area=make.an_area()), make.an_assessed_ticket(product_area=make.an_area())
    client.force_login(pia)
    page = client.get(f"/tickets/{ticket.reference}/precedent/{precedent.reference}/").content.decode()
    assert "of another product area" in page
    assert api(pia, ticket, precedent) == 201


def test_a_refused_one_is_not_half_assessed(pia: User) -> None:
    ticket = make.a_heard_ticket()
    with pytest.raises(Invalid):
        decide_as(ticket, by=pia, precedent=a_not_yet(), message="")
    assert Ticket.objects.get(pk=ticket.pk).assessment is None
    assert kinds(ticket) == ["TicketReceived", "TicketHeard"]


def test_someone_who_may_not_decide_is_told_so(vic: User) -> None:
    with pytest.raises(Forbidden):
        decide_as(make.an_assessed_ticket(), by=vic, precedent=a_not_yet(), message="No.")


def test_the_precedent_of_a_decision_never_changes(pia: User) -> None:
    first = a_not_yet().decision
    later = make.a_declined_ticket().decision
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=later.pk).update(precedent=first)


def test_a_decision_is_not_its_own_precedent(pia: User) -> None:
    said = make.a_declined_ticket()
    number = Decision.objects.latest("pk").pk + 1000
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            pk=number, ticket=said, outcome="declined", reason="not_ours", message="No.", precedent_id=number,
            by=pia, at=said.received_at,
        )  # fmt: skip


def test_the_page_shows_what_will_happen_with_the_message(pia: User, client: Client) -> None:
    client.force_login(pia)
    precedent, ticket = a_not_yet(), make.a_heard_ticket(customer=make.a_customer("Oliver Stone"))
    page = client.get(f"/tickets/{ticket.reference}/precedent/{precedent.reference}/").content.decode()
    assert WORDS.replace("Emma Whitfield", "Oliver Stone") in page
    assert f"It is assessed as {precedent.reference} was" in page
    assert "It is declined: Not yet" in page


def test_a_refused_confirmation_keeps_what_was_typed(pia: User, client: Client) -> None:
    client.force_login(pia)
    precedent, ticket = make.a_declined_ticket(), make.an_assessed_ticket()
    deciding.resurface(precedent, by=pia, why="demand_grew")
    answer = client.post(f"/tickets/{ticket.reference}/precedent/{precedent.reference}/", {"message": "My own words."})
    assert answer.status_code == 422
    assert "My own words." in answer.content.decode()
    assert "was overturned since" in answer.content.decode()


def test_the_step_of_deciding_shows_earlier_decisions(pia: User, client: Client) -> None:
    client.force_login(pia)
    precedent = a_not_yet()
    ticket = make.an_assessed_ticket()
    page = client.get(f"/tickets/{ticket.reference}/").content.decode()
    assert f"/tickets/{ticket.reference}/precedent/{precedent.reference}/" in page
    assert precedent.decision.by.name in page
    deciding.resurface(precedent, by=pia, why="demand_grew")
    assert "Overturned since" in client.get(f"/tickets/{ticket.reference}/").content.decode()


def test_precedents_cost_the_same_however_many_there_are(pia: User, client: Client) -> None:
    client.force_login(pia)
    ticket = make.an_assessed_ticket()
    a_not_yet()
    place = f"/tickets/{ticket.reference}/"
    client.get(place)
    with CaptureQueriesContext(connection) as few:
        client.get(place)
    for _ in range(6):
        a_not_yet()
        make.an_accepted_ticket()
    with CaptureQueriesContext(connection) as many:
        client.get(place)
    assert len(few) == len(many) <= 12, "\n".join(query["sql"][:150] for query in many)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_as_at_once_one_is_done(pia: User, max_: User) -> None:
    precedent, ticket = make.an_accepted_ticket(), make.a_heard_ticket()

    def deed(by: User):
        return lambda: decide_as(
            Ticket.objects.get(pk=ticket.pk), by=by, precedent=Ticket.objects.get(pk=precedent.pk), message="We will."
        )

    answers = at_once(deed(pia), deed(max_))
    assert sorted(isinstance(answer, Conflict) for answer in answers) == [False, True]
    assert ticket.voices.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_tickets_decided_as_one_at_once_are_both_counted(pia: User) -> None:
    precedent, one, two = a_not_yet(), make.an_assessed_ticket(), make.an_assessed_ticket()

    def deed(ticket: Ticket):
        return lambda: decide_as(
            Ticket.objects.get(pk=ticket.pk), by=pia, precedent=Ticket.objects.get(pk=precedent.pk), message="Not yet."
        )

    at_once(deed(one), deed(two))
    assert SameAs.objects.asking_for(precedent.decision).count() == 2
    precedent.decision.demand.refresh_from_db()
    assert precedent.decision.demand.customers == 2

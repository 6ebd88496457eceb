"""Assess: could we keep doing this for everyone, for good?"""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from capabilities.actions import arrive
from capabilities.models import Capability
from common.clock import moved_to, now
from common.refusals import Conflict, Forbidden, Invalid
from journal.models import Entry
from tests import make
from tests.doors import DOORS, ask_api
from tests.following import kinds
from tickets.actions.assessing import COST_LIMIT, assess
from tickets.models import Assessment
from tickets.recommendation import recommend

AN_ASSESSMENT = {
    "for_everyone": "yes",
    "for_good": "yes",
    "built_in": "product",
    "one_off_cost": "0",
    "cost_each_time": "1500",
    "times_per_month": "20",
    "finding": "sustainable",
    "rationale": "",
    "relationship": "They stay.",
}


def assessed(
    by: User, *, finding: str = "sustainable", rationale: str = "", area: Any = None, **said: Any
) -> Assessment:
    ticket = assess(
        make.a_heard_ticket(product_area=area),
        by=by,
        weighing=make.answers(**said),
        finding=finding,
        rationale=rationale,
    )
    assert ticket.assessment is not None
    return ticket.assessment


def test_assessing_keeps_the_answers_and_who(ana: User) -> None:
    found = assessed(ana, cost_each_time=Decimal("12.50"), times_per_month=4, relationship="Closer.")
    found.refresh_from_db()
    assert (found.for_everyone, found.for_good, found.built_in, found.by) == ("yes", "yes", "product", ana)
    assert (found.cost_each_time, found.monthly_cost, found.relationship) == (Decimal("12.50"), Decimal(50), "Closer.")


def test_what_was_assessed_waits_to_be_decided_within_three_days(ana: User) -> None:
    ticket, moment = make.a_heard_ticket(), now()
    with moved_to(moment):
        assess(ticket, by=ana, weighing=make.answers(), finding="sustainable")
    ticket.refresh_from_db()
    assert (ticket.stage, ticket.due_at) == ("to_decide", moment + timedelta(hours=72))


def test_assessing_is_one_entry_with_finding_and_recommendation(ana: User) -> None:
    found = assessed(ana, finding="not_yet", rationale="The van is full.")
    entry = Entry.objects.about(found.ticket).last()
    assert (entry.kind, entry.plain["finding"], entry.plain["recommended"]) == (
        "TicketAssessed",
        "not_yet",
        "sustainable",
    )


def test_departing_from_the_recommendation_needs_a_rationale(ana: User) -> None:
    with pytest.raises(Invalid) as refusal:
        assessed(ana, finding="not_sustainable")
    assert set(refusal.value.fields) == {"rationale"}
    assert "Sustainable" in str(refusal.value)
    assert assessed(ana, finding="not_sustainable", rationale="Think of the drivers.").recommended == "sustainable"


@pytest.mark.parametrize("rationale", [" ", "\u200b\n"])
def test_a_rationale_that_nobody_can_read_is_none(ana: User, rationale: str) -> None:
    with pytest.raises(Invalid):
        assessed(ana, finding="not_yet", rationale=rationale)


def test_what_is_missing_is_kept_and_makes_it_not_yet(ana: User) -> None:
    van = make.a_capability()
    found = assessed(ana, finding="not_yet", missing_capabilities=[van])
    assert (list(found.missing_capabilities.all()), found.recommended) == ([van], "not_yet")


def test_what_has_arrived_is_no_longer_missing(ana: User, pia: User) -> None:
    van = arrive(make.a_capability(), by=pia)
    assert assessed(ana, missing_capabilities=[van]).recommended == "sustainable"


def test_the_budget_of_the_area_is_asked(ana: User) -> None:
    poor = make.an_area(budget=999)
    with pytest.raises(Invalid):
        assessed(ana, area=poor)
    assert assessed(ana, area=poor, finding="not_yet").recommended == "not_yet"


def test_what_is_promised_already_has_spent_the_budget(ana: User) -> None:
    area = make.an_area(budget=1500)
    assert assessed(ana, area=area).recommended == "sustainable"
    make.an_accepted_ticket(product_area=area)
    assert assessed(ana, area=area, finding="not_yet").recommended == "not_yet"


def test_a_part_shares_its_parents_budget(ana: User) -> None:
    part = make.an_area(parent=make.an_area(budget=10))
    assert assessed(ana, area=part, finding="not_yet").recommended == "not_yet"


@pytest.mark.parametrize(
    "wrong",
    [
        {"for_everyone": "perhaps"},
        {"for_good": ""},
        {"built_in": "magic"},
        {"one_off_cost": Decimal(-1)},
        {"cost_each_time": Decimal("-0.01")},
        {"cost_each_time": Decimal(10) ** 13},
        {"times_per_month": -1},
        {"times_per_month": 10**9},
    ],
)
def test_nonsense_is_refused_beside_its_field(ana: User, wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refusal:
        assessed(ana, **wrong)
    assert set(refusal.value.fields) == set(wrong)


def test_an_unknown_finding_is_refused(ana: User) -> None:
    with pytest.raises(Invalid) as refusal:
        assessed(ana, finding="dunno")
    assert set(refusal.value.fields) == {"finding"}


@pytest.mark.parametrize("field", ["one_off_cost", "cost_each_time"])
def test_the_most_that_we_count_can_be_kept(ana: User, field: str) -> None:
    most = COST_LIMIT - Decimal("0.01")
    assert getattr(assessed(ana, times_per_month=0, **{field: most}), field) == most
    with pytest.raises(Invalid) as refusal:
        assessed(ana, times_per_month=0, **{field: COST_LIMIT})
    assert set(refusal.value.fields) == {field}


def test_a_monthly_cost_that_no_promise_could_carry_is_refused(ana: User) -> None:
    with pytest.raises(Invalid):
        assessed(ana, cost_each_time=Decimal(10) ** 11, times_per_month=10**8, finding="sustainable")


@pytest.mark.parametrize("stage", ["to_listen", "to_decide", "accepted", "declined", "set_aside"])
def test_only_what_was_heard_is_assessed(ana: User, stage: str) -> None:
    with pytest.raises(Conflict):
        assess(make.a_ticket_of(stage), by=ana, weighing=make.answers(), finding="sustainable")


@pytest.mark.parametrize("role", ["admin", "viewer"])
def test_only_those_who_work_with_customers_assess(db: None, role: str) -> None:
    with pytest.raises(Forbidden):
        assess(make.a_heard_ticket(), by=make.a_colleague("X", role), weighing=make.answers(), finding="sustainable")


def test_a_refusal_changes_nothing(ana: User) -> None:
    ticket = make.a_heard_ticket()
    with pytest.raises(Invalid):
        assess(ticket, by=ana, weighing=make.answers(), finding="not_yet")
    ticket.refresh_from_db()
    assert (ticket.stage, kinds(ticket)[-1], Assessment.objects.count()) == ("to_assess", "TicketHeard", 0)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["agent", "product", "manager"])
def test_every_door_assesses(door, role: str, db: None) -> None:
    ticket = make.a_heard_ticket()
    assert door(make.a_colleague("Someone", role), ticket, "assessment", AN_ASSESSMENT) == 201
    ticket.refresh_from_db()
    assert (ticket.stage, ticket.assessment.monthly_cost) == ("to_decide", Decimal(30_000))


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["admin", "viewer"])
def test_every_door_says_whose_it_is(door, role: str, db: None) -> None:
    assert door(make.a_colleague("X", role), make.a_heard_ticket(), "assessment", AN_ASSESSMENT) == 403


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("stage", ["to_listen", "to_decide", "accepted", "declined", "set_aside"])
def test_every_door_says_when_it_is_too_late(door, ana: User, stage: str) -> None:
    assert door(ana, make.a_ticket_of(stage), "assessment", AN_ASSESSMENT) == 409


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "wrong",
    [
        {"for_everyone": "perhaps"},
        {"for_good": ""},
        {"built_in": "magic"},
        {"finding": "dunno"},
        {"finding": "not_yet"},
        {"missing_capabilities": [987654321]},
        {"missing_capabilities": ["x"]},
        {"relationship": "a\x00b"},
        {"rationale": "\x00"},
    ],
)
def test_every_door_says_what_does_not_fit(door, ana: User, wrong: dict[str, Any]) -> None:
    assert door(ana, make.a_heard_ticket(), "assessment", AN_ASSESSMENT | wrong) == 422


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("field", ["one_off_cost", "cost_each_time"])
def test_every_door_refuses_money_that_is_none(door, ana: User, field: str) -> None:
    ticket = make.a_heard_ticket()
    for amount in ("-1", "1e13", "9" * 40, "NaN", "Infinity", "-Infinity", "ten", "1.234", "sNaN"):
        assert door(ana, ticket, "assessment", AN_ASSESSMENT | {field: amount}) == 422, amount


@pytest.mark.parametrize("door", DOORS)
def test_every_door_refuses_a_number_of_times_that_is_none(door, ana: User) -> None:
    ticket = make.a_heard_ticket()
    for times in ("-1", "1000000000", "9" * 40, "many", "1.5", "NaN"):
        assert door(ana, ticket, "assessment", AN_ASSESSMENT | {"times_per_month": times}) == 422, times


def test_the_form_takes_the_recommendation_where_no_finding_is_chosen(ana: User) -> None:
    ticket = make.a_heard_ticket()
    assert DOORS[0](ana, ticket, "assessment", AN_ASSESSMENT | {"finding": "", "for_good": "no"}) == 201
    ticket.refresh_from_db()
    assert ticket.assessment.finding == "not_sustainable"


def test_the_form_names_a_new_capability_on_the_way(ana: User) -> None:
    ticket = make.a_heard_ticket()
    DOORS[0](ana, ticket, "assessment", AN_ASSESSMENT | {"finding": "", "new_capability": "Night vans"})
    ticket.refresh_from_db()
    assert [c.name for c in ticket.assessment.missing_capabilities.all()] == ["Night vans"]
    assert ticket.assessment.finding == "not_yet"


def test_a_refused_assessment_names_no_capability(ana: User) -> None:
    ticket = make.a_heard_ticket()
    said = AN_ASSESSMENT | {"new_capability": "Night vans", "cost_each_time": "-1"}
    assert DOORS[0](ana, ticket, "assessment", said) == 422
    assert not Capability.objects.exists()


def test_the_form_reads_thousands_as_people_write_them(ana: User) -> None:
    ticket = make.a_heard_ticket()
    assert DOORS[0](ana, ticket, "assessment", AN_ASSESSMENT | {"cost_each_time": "3,800"}) == 201
    ticket.refresh_from_db()
    assert ticket.assessment.cost_each_time == 3800


def test_nobody_can_keep_up_what_they_did_not_count_the_cost_of(ana: User) -> None:
    ticket, silent = make.a_heard_ticket(), {"cost_each_time": "", "one_off_cost": "", "times_per_month": ""}
    for said in (silent, silent | {"cost_each_time": "1500"}):
        assert DOORS[0](ana, ticket, "assessment", AN_ASSESSMENT | said) == 422
        assert (
            DOORS[1](
                ana,
                ticket,
                "assessment",
                AN_ASSESSMENT | {k: v or None for k, v in said.items() if k != "one_off_cost"},
            )
            == 422
        )
    for free in ({"finding": "", "for_good": "no"}, {"cost_each_time": "0"}):
        ticket = make.a_heard_ticket()
        assert DOORS[0](ana, ticket, "assessment", AN_ASSESSMENT | silent | free) == 201
        ticket.refresh_from_db()
        assert ticket.assessment.monthly_cost == 0


def test_what_costs_nothing_was_said_to(ana: User) -> None:
    said = make.answers(cost_each_time=None, for_good="within_limits")
    answers = said.answers(budget_left=None)
    assert not answers.is_cost_said
    assert "It costs nothing each time." not in recommend(answers).reasons


def test_the_api_counts_nothing_as_zero_and_says_what_it_recommends(ana: User) -> None:
    said = {"for_everyone": "yes", "for_good": "yes", "built_in": "process", "finding": "sustainable"}
    body = ask_api(ana, make.a_heard_ticket(), "assessment", said).json()
    assert (body["assessment"]["recommended"], body["assessment"]["monthly_cost"]) == ("sustainable", "0.00")


def test_while_typing_the_recommendation_and_the_sum_are_shown(ana: User, client: Client) -> None:
    client.force_login(ana)
    ticket = make.a_heard_ticket(product_area=make.an_area("Delivery", budget=90_000))
    answer = client.post(f"/tickets/{ticket.reference}/recommendation/", AN_ASSESSMENT).content.decode()
    assert "30,000" in answer
    assert "60,000" in answer
    assert "The product does the work" in answer


def test_half_an_answer_has_no_recommendation_yet(ana: User, client: Client) -> None:
    client.force_login(ana)
    ticket = make.a_heard_ticket()
    assert client.post(f"/tickets/{ticket.reference}/recommendation/", {"for_good": "yes"}).status_code == 200
    assert client.post(f"/tickets/{ticket.reference}/recommendation/", {"cost_each_time": "NaN"}).status_code == 200
    ticket.refresh_from_db()
    assert ticket.stage == "to_assess"


def test_the_page_shows_the_evidence_and_its_working(ana: User, client: Client) -> None:
    customer = make.a_customer()
    for who in (customer, customer, make.a_customer()):
        make.a_ticket(customer=who)
    ticket = make.a_heard_ticket(customer=customer)
    client.force_login(ana)
    answer = client.get(f"/tickets/{ticket.reference}/alike/")
    near = answer.context["near"]
    assert (near.recent, near.customers, near.per_month) == (4, 2, 2)
    assert "4 in 90 days, of 2 customers" in answer.content.decode()


def test_while_typing_the_page_says_what_is_left_and_how_long_it_lasts(ana: User, client: Client) -> None:
    ticket = make.a_heard_ticket(product_area=make.an_area(budget=40000))
    client.force_login(ana)
    said = AN_ASSESSMENT | {"one_off_cost": "120000"}
    page = client.post(f"/tickets/{ticket.reference}/recommendation/", said).content.decode()
    assert "₩10,000" in page  # 40,000 left, less 1,500 × 20
    assert "for good" in page
    page = client.post(
        f"/tickets/{ticket.reference}/recommendation/", said | {"one_off_cost": "130000"}
    ).content.decode()
    assert "for 11 months" in page


def test_a_departure_is_marked_wherever_the_decision_is_shown(ana: User, pia: User, client: Client) -> None:
    found = assessed(ana, finding="not_yet", rationale="The van is full.")
    client.force_login(pia)
    assert "departs from the recommendation" in client.get(f"/tickets/{found.ticket.reference}/").content.decode()
    body = ask_api(pia, found.ticket, "decline", {"reason": "not_ours", "message": "No."}).json()
    assert body["departs_from_recommendation"]
    assert body["assessment"]["departs_from_recommendation"]
    assert body["decision"]["departs_from_recommendation"]


def test_what_follows_the_recommendation_is_not_marked(ana: User, client: Client) -> None:
    found = assessed(ana)
    client.force_login(ana)
    assert "departs from the recommendation" not in client.get(f"/tickets/{found.ticket.reference}/").content.decode()

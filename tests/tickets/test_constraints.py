"""What may never be true of a ticket: the database refuses it, whoever asks and however."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from backlog.models import Item, Measurement, Voice
from capabilities.models import Capability, Dependency
from common.clock import now, today
from common.models import Document
from customers.models import Company, Customer
from journal.models import Delivery, Entry
from notifications.models import Mail
from tests import make
from tests.refusing import refused
from tickets.models import (
    Arrival,
    Assessment,
    Attachment,
    Decision,
    Listening,
    Message,
    ProductArea,
    SettingAside,
    Ticket,
)


def ticket_row(**said: Any) -> Callable[[], Ticket]:
    moment = now()
    whole = {
        "is_anonymous": True,
        "verbatim": "x",
        "language": "en",
        "channel": "phone",
        "occurred_on": today(),
        "received_at": moment,
        "stage": "to_listen",
        "waiting_since": moment,
        "due_at": moment,
    }
    return lambda: Ticket.objects.create(**whole | said)


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"is_anonymous": False}, "a_ticket_has_a_customer_or_is_anonymous"),
        ({"verbatim": ""}, "a_ticket_has_words"),
        ({"verbatim": " \n\t"}, "a_ticket_has_words"),
        ({"verbatim": "x" * 100_001}, "the_words_are_not_endless"),
        ({"stage": "lost"}, "a_ticket_has_a_known_stage"),
        ({"channel": "pigeon"}, "a_ticket_has_a_known_channel"),
        ({"due_at": None}, "an_open_ticket_has_its_hour"),
        ({"stage": "to_assess"}, "what_was_heard_was_restated"),
        ({"stage": "set_aside", "due_at": None}, "set_aside_if_and_only_if_there_is_a_reason"),
    ],
)
def test_a_ticket_is_never_like_this(db: None, said: dict[str, Any], rule: str) -> None:
    refused(ticket_row(**said), because=rule)


def test_a_whole_ticket_is_taken(db: None) -> None:
    assert ticket_row()().pk
    connection.check_constraints()


@pytest.mark.parametrize(
    ("stage", "change", "rule"),
    [
        ("to_listen", {"is_anonymous": True}, "a_ticket_has_a_customer_or_is_anonymous"),
        ("to_listen", {"customer": None}, "a_ticket_has_a_customer_or_is_anonymous"),
        ("to_listen", {"stage": "to_assess"}, "what_was_heard_was_restated"),
        ("to_listen", {"due_at": None}, "an_open_ticket_has_its_hour"),
        ("to_assess", {"listening": None}, "what_was_heard_was_restated"),
        ("to_assess", {"stage": "to_decide"}, "what_is_decided_was_assessed"),
        ("to_decide", {"assessment": None}, "what_is_decided_was_assessed"),
        ("to_decide", {"stage": "accepted", "due_at": None}, "decided_if_and_only_if"),
        ("to_decide", {"stage": "declined", "due_at": None}, "decided_if_and_only_if"),
        ("declined", {"decision": None}, "decided_if_and_only_if"),
        ("declined", {"stage": "accepted"}, ""),
        ("declined", {"due_at": now()}, "an_open_ticket_has_its_hour"),
        ("accepted", {"stage": "declined"}, ""),
        ("accepted", {"decision": None, "stage": "to_assess", "due_at": now()}, "accepted is f"),
        ("set_aside", {"setting_aside": None}, "set_aside_if_and_only_if"),
        ("set_aside", {"stage": "to_listen", "due_at": now()}, "set_aside_if_and_only_if"),
    ],
)
def test_no_update_brings_a_ticket_where_no_verb_would(db: None, stage: str, change: dict[str, Any], rule: str) -> None:
    ticket = make.a_ticket_of(stage)
    refused(lambda: Ticket.objects.filter(pk=ticket.pk).update(**change), because=rule)


def test_the_current_decision_is_of_this_ticket(db: None) -> None:
    one, other = make.a_declined_ticket(), make.a_declined_ticket()
    refused(lambda: Ticket.objects.filter(pk=one.pk).update(decision=other.decision), because="says otherwise")


def test_a_ticket_is_not_accepted_without_a_voice(db: None) -> None:
    ticket = make.an_accepted_ticket()
    refused(lambda: ticket.voices.update(withdrawn_at=now()), because="accepted is t")
    refused(lambda: ticket.voices.all()._raw_delete("default"), because="accepted is t")


def test_a_voice_does_not_speak_for_what_is_not_accepted(db: None) -> None:
    ticket = make.a_declined_ticket()
    voice = Voice(item=make.an_item(), ticket=ticket, decision=ticket.decision, joined_at=now())
    refused(voice.save, because="accepted is f")


def test_an_item_is_not_dropped_under_its_voices(db: None) -> None:
    item = make.an_accepted_ticket().voices.get().item
    gone = {"stage": "dropped", "drop_reason": "not_ours", "drop_message": "Sorry."}
    refused(lambda: Item.objects.filter(pk=item.pk).update(**gone), because="accepted is t")


def test_a_ticket_speaks_for_an_item_once(db: None) -> None:
    ticket = make.an_accepted_ticket()
    said = ticket.voices.get()
    again = Voice(item=said.item, ticket=ticket, decision=make.a_declined_ticket().decision, joined_at=now())
    refused(again.save, because="a_ticket_speaks_for_an_item_once")


@pytest.mark.parametrize("importance", [0, 4])
def test_importance_is_one_to_three(db: None, importance: int) -> None:
    make.an_accepted_ticket()
    refused(lambda: Voice.objects.update(importance=importance), because="importance_is_one_to_three")


# ---- what stays --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "model", "change"),
    [
        ("declined", Decision, {"message": "Other."}),
        ("declined", Decision, {"reason": "not_ours"}),
        ("to_decide", Assessment, {"finding": "not_yet"}),
        ("to_decide", Assessment, {"cost_each_time": 1}),
        ("to_assess", Listening, {"restatement": "Other."}),
        ("to_assess", Listening, {"wish": "Other."}),
        ("set_aside", SettingAside, {"reason": "abuse"}),
        ("to_listen", Ticket, {"verbatim": "Other."}),
        ("to_listen", Entry, {"kind": "TicketHeard"}),
        ("to_listen", Entry, {"plain": {}}),
    ],
)
def test_what_was_written_never_changes(db: None, stage: str, model: Any, change: dict[str, Any]) -> None:
    make.a_ticket_of(stage)
    refused(lambda: model.objects.update(**change), because="append-only")


@pytest.mark.parametrize(
    ("stage", "model"),
    [
        ("declined", Decision),
        ("to_decide", Assessment),
        ("to_assess", Listening),
        ("set_aside", SettingAside),
        ("to_listen", Ticket),
        ("to_listen", Entry),
    ],
)
def test_what_was_written_never_vanishes(db: None, stage: str, model: Any) -> None:
    make.a_ticket_of(stage)
    refused(lambda: model.objects.all()._raw_delete("default"), because="append-only")


def test_the_customers_yes_may_still_be_noted(db: None) -> None:
    ticket = make.a_heard_ticket()
    assert Listening.objects.filter(ticket=ticket).update(confirmed_at=now()) == 1


# ---- what goes with a ticket ---------------------------------------------------------------------------------------------


def decision_row(**said: Any) -> Callable[[], Decision]:
    ticket = make.an_assessed_ticket()
    whole = {
        "ticket": ticket,
        "outcome": "declined",
        "reason": "not_ours",
        "message": "No.",
        "by": make.someone(),
        "at": now(),
    }
    return lambda: Decision.objects.create(**whole | said)


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"reason": ""}, "a_decline_has_a_reason_and_only_a_decline"),
        ({"reason": "because"}, "a_decline_has_a_reason_and_only_a_decline"),
        ({"outcome": "accepted"}, "a_decline_has_a_reason_and_only_a_decline"),
        ({"outcome": "perhaps"}, "a_decline_has_a_reason_and_only_a_decline"),
        ({"message": " \n"}, "a_decision_is_told"),
        ({"reason": "not_yet"}, "a_not_yet_says_what_it_waits_for"),
    ],
)
def test_a_decision_is_never_like_this(db: None, said: dict[str, Any], rule: str) -> None:
    refused(decision_row(**said), because=rule)


def assessment_row(**said: Any) -> Callable[[], Assessment]:
    whole = {
        "ticket": make.a_heard_ticket(),
        "for_everyone": "yes",
        "for_good": "yes",
        "built_in": "product",
        "one_off_cost": 0,
        "cost_each_time": 0,
        "times_per_month": 0,
        "recommended": "sustainable",
        "finding": "sustainable",
        "by": make.someone(),
        "at": now(),
    }
    return lambda: Assessment.objects.create(**whole | said)


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"one_off_cost": Decimal(-1)}, "costs_are_not_negative"),
        ({"cost_each_time": Decimal("-0.01")}, "costs_are_not_negative"),
        ({"times_per_month": -1}, "times_per_month"),
        ({"finding": "not_yet"}, "a_departure_from_the_recommendation_says_why"),
        ({"finding": "not_yet", "rationale": "  "}, "a_departure_from_the_recommendation_says_why"),
        ({"for_everyone": "perhaps"}, "an_assessment_answers_everything"),
        ({"for_good": ""}, "an_assessment_answers_everything"),
        ({"built_in": "magic"}, "an_assessment_answers_everything"),
        ({"finding": "dunno", "rationale": "x"}, "an_assessment_answers_everything"),
    ],
)
def test_an_assessment_is_never_like_this(db: None, said: dict[str, Any], rule: str) -> None:
    refused(assessment_row(**said), because=rule)


def test_a_listening_restates(db: None) -> None:
    row = Listening(ticket=make.a_ticket(), restatement=" ", by=make.someone(), at=now())
    refused(row.save, because="a_listening_restates")


@pytest.mark.parametrize(
    ("said", "rule"),
    [({"body": "\n"}, "a_message_says_something"), ({"kind": "shout"}, "a_message_is_of_a_known_kind")],
)
def test_a_message_is_never_like_this(db: None, said: dict[str, str], rule: str) -> None:
    row = Message(**{"ticket": make.a_ticket(), "kind": "note", "body": "x", "at": now()} | said)
    refused(row.save, because=rule)


def test_an_attachment_is_not_empty(db: None) -> None:
    row = Attachment(ticket=make.a_ticket(), key="k", name="a", content_type="image/png", size=0, at=now())
    refused(row.save, because="an_attachment_is_not_empty")


def aside_row(**said: Any) -> Callable[[], SettingAside]:
    whole = {"ticket": make.a_ticket(), "reason": "spam", "by": make.someone(), "at": now()}
    return lambda: SettingAside.objects.create(**whole | said)


def test_setting_aside_has_a_known_reason(db: None) -> None:
    refused(aside_row(reason="boring"), because="setting_aside_has_a_known_reason")


def test_sent_twice_names_the_other_ticket_and_nothing_else_does(db: None) -> None:
    emma = make.a_customer()
    one, other = make.a_ticket(customer=emma), make.a_ticket(customer=emma)
    refused(aside_row(reason="sent_twice"), because="sent_twice_names_the_other_ticket")
    refused(aside_row(ticket=one, twin=other), because="sent_twice_names_the_other_ticket")
    refused(aside_row(ticket=one, reason="sent_twice", twin=one), because="the_other_ticket_is_another")


def test_a_twin_is_of_the_same_customer(db: None) -> None:
    refused(aside_row(reason="sent_twice", twin=make.a_ticket()), because="different customers")
    nobody, nobody_too = make.a_ticket(anonymous=True), make.a_ticket(anonymous=True)
    refused(aside_row(ticket=nobody, reason="sent_twice", twin=nobody_too), because="different customers")


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"name": " "}, "an_area_has_a_name"),
        ({"monthly_promise_budget": -1}, "a_budget_is_not_negative"),
        ({"name": "DELIVERY"}, "an_area_is_named_once_under_its_parent"),
    ],
)
def test_an_area_is_never_like_this(db: None, said: dict[str, Any], rule: str) -> None:
    make.an_area("Delivery")
    refused(lambda: ProductArea.objects.create(**{"name": "Other"} | said), because=rule)


# ---- the other rooms -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"title": " "}, "an_item_has_a_title"),
        ({"problem": "\n"}, "an_item_names_its_problem"),
        ({"stage": "lost"}, "an_item_has_a_known_stage"),
        ({"monthly_cost": -1}, "a_promise_does_not_cost_less_than_nothing"),
        ({"stage": "ready", "promise": ""}, "what_goes_to_work_has_a_promise"),
        ({"stage": "in_progress", "promise": "  "}, "what_goes_to_work_has_a_promise"),
        ({"stage": "shipped"}, "what_is_shipped_has_its_day"),
        ({"stage": "verified"}, "what_is_shipped_has_its_day"),
        ({"stage": "dropped"}, "what_is_dropped_says_why"),
        ({"stage": "dropped", "drop_reason": "not_ours"}, "what_is_dropped_says_why"),
        ({"stage": "dropped", "drop_reason": "because", "drop_message": "x"}, "what_is_dropped_says_why"),
        ({"hypothesis_percent": -1, "hypothesis_days": 30}, "hypothesis_percent"),
        ({"hypothesis_percent": 60}, "a_hypothesis_has_a_number_and_its_days"),
        ({"hypothesis_days": 30}, "a_hypothesis_has_a_number_and_its_days"),
        ({"hypothesis_percent": 60, "hypothesis_days": 0}, "a_hypothesis_has_a_number_and_its_days"),
        ({"version": -1}, "version"),
    ],
)
def test_an_item_is_never_like_this(db: None, said: dict[str, Any], rule: str) -> None:
    item = make.an_item()
    refused(lambda: Item.objects.filter(pk=item.pk).update(**said), because=rule)


def test_an_address_belongs_to_one_customer(db: None) -> None:
    make.a_customer(email="emma@example.com")
    refused(
        lambda: Customer.objects.create(name="E", email="EMMA@example.com", since=now()),
        because="an_address_belongs_to_one_customer",
    )
    for _ in range(2):
        assert Customer.objects.create(name="No address", since=now()).pk


def test_names_are_names(db: None) -> None:
    refused(lambda: Customer.objects.create(name=" ", since=now()), because="a_customer_has_a_name")
    refused(lambda: Company.objects.create(name=" ", since=now()), because="a_company_has_a_name")
    refused(lambda: Capability.objects.create(name=" ", named_at=now()), because="a_capability_has_a_name")


def test_things_are_named_once(db: None) -> None:
    Company.objects.create(name="Acme", since=now())
    refused(lambda: Company.objects.create(name="ACME", since=now()), because="a_company_is_known_once")
    make.a_capability("Night vans")
    refused(lambda: Capability.objects.create(name="night VANS", named_at=now()), because="a_capability_is_named_once")


def test_a_colleague_has_an_address_of_their_own_and_a_known_role(db: None) -> None:
    from accounts.models import User

    ana = make.a_colleague("Ana", "agent")
    refused(
        lambda: User.objects.create(email=ana.email.upper(), name="A", role="agent"),
        because="an_address_belongs_to_one_colleague",
    )
    refused(
        lambda: User.objects.create(email="x@y.example", name="A", role="boss"), because="a_colleague_has_a_known_role"
    )


def test_a_need_is_said_once_never_of_itself_and_never_in_a_circle(db: None) -> None:
    one, two, three = (make.a_capability() for _ in range(3))
    refused(lambda: Dependency.objects.create(capability=one, needs=one), because="a_capability_does_not_need_itself")
    Dependency.objects.create(capability=one, needs=two)
    Dependency.objects.create(capability=two, needs=three)
    refused(lambda: Dependency.objects.create(capability=one, needs=two), because="a_need_is_said_once")
    refused(lambda: Dependency.objects.create(capability=three, needs=one), because="would wait for each other")


def test_nobody_is_worth_less_than_nothing(db: None) -> None:
    emma = make.a_customer()
    emma.monthly_value = -1
    refused(emma.save, because="nobody_is_worth_less_than_nothing")


def test_no_more_come_back_than_waited(db: None) -> None:
    arrival = Arrival(
        capability=make.a_capability(), tell_them=False, waiting=1, returned=2, begun_at=now(), due_at=now()
    )
    refused(arrival.save, because="no_more_come_back_than_waited")


def test_a_reaction_follows_an_entry_once(db: None) -> None:
    make.a_ticket()
    first = Delivery.objects.first()
    assert first
    again = Delivery(entry=first.entry, reaction=first.reaction, due_at=now())
    refused(again.save, because="a_reaction_follows_an_entry_once")


def test_a_customer_is_told_a_thing_once(db: None) -> None:
    ticket, due = make.a_ticket(), now() + timedelta(days=1)
    Mail.objects.create(kind="received", ticket=ticket, source=1, message_id="<1>", made_at=now(), due_at=due)
    again = Mail(kind="received", ticket=ticket, source=1, message_id="<2>", made_at=now(), due_at=due)
    refused(again.save, because="a_customer_is_told_a_thing_once")


def test_a_thing_has_one_document(db: None) -> None:
    said: dict[str, Any] = {"kind": "item", "about_id": 1, "pieces": []}
    Document.objects.create(**said)
    refused(lambda: Document.objects.create(**said), because="a_thing_has_one_document")


def test_a_colleague_is_told_a_thing_once(db: None) -> None:
    said = {"kind": "came_back", "source": 1, "made_at": now(), "due_at": now()}
    for n, who in enumerate((make.someone("agent"), make.someone("product"))):
        Mail.objects.create(colleague=who, message_id=f"<{n}>", **said)
    again = Mail(colleague=make.someone("agent"), message_id="<2>", **said)
    refused(again.save, because="a_colleague_is_told_a_thing_once")


def test_a_mail_goes_to_a_customer_or_to_a_colleague(db: None) -> None:
    said = {"kind": "received", "source": 1, "message_id": "<1>", "made_at": now(), "due_at": now()}
    for to in ({}, {"ticket": make.a_ticket(), "colleague": make.someone("agent")}):
        refused(Mail(**said | to).save, because="a_mail_goes_to_a_customer_or_to_a_colleague")


@pytest.mark.parametrize("said", [{"verdict": "fine"}, {"hypothesis": "perhaps"}])
def test_a_measurement_says_what_we_know(said: dict[str, str], db: None) -> None:
    row = Measurement(item=make.an_item(), shipped_at=now(), due_at=now(), **said)
    refused(row.save, because="a_measurement_says_what_we_know")


def test_a_voice_has_a_known_standing(db: None) -> None:
    make.an_accepted_ticket()
    refused(lambda: Voice.objects.update(standing="loud"), because="a_voice_has_a_known_standing")


def test_a_thing_is_counted_in_one_place(db: None) -> None:
    from metrics.models import Count

    where = {"first": today(), "cut": "channel", "grain": "d", "channel": "phone"}
    Count.objects.create(**where)
    refused(lambda: Count.objects.create(**where), because="a_thing_is_counted_in_one_place")


def test_a_key_of_a_person_is_answered_once(db: None) -> None:
    from common.models import FirstAnswer

    FirstAnswer.objects.create(whose="person 1", key="k", question="q", at=now())
    refused(
        lambda: FirstAnswer.objects.create(whose="person 1", key="k", question="q", at=now()),
        because="a_key_of_a_person_is_answered_once",
    )


def test_every_constraint_of_every_model_is_named_in_a_test_or_is_a_rule_of_the_frameworks() -> None:
    from pathlib import Path

    from django.apps import apps

    ours = {
        "tickets",
        "backlog",
        "customers",
        "capabilities",
        "journal",
        "notifications",
        "metrics",
        "accounts",
        "common",
        "connections",
    }
    text = "".join(path.read_text() for path in Path(__file__).parents[1].glob("**/*.py"))
    names = {c.name for m in apps.get_models() if m._meta.app_label in ours for c in m._meta.constraints}
    said_otherwise = {"decided_if_and_only_if_there_is_a_current_decision"}
    assert {name for name in names - said_otherwise if name not in text} == set()

"""What may never be true of fields, tags, targets, sums, batches and what is unsent: the database refuses it."""

from datetime import time
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from common.clock import now
from tests import make
from tests.refusing import refused
from tickets.models import (
    AssignmentRule,
    Batch,
    CustomerTag,
    CustomField,
    FieldChoice,
    FieldValue,
    Message,
    SavedReply,
    Share,
    StageCount,
    Tag,
    Targets,
    TicketTag,
    Unsent,
    UnsentForm,
)


def a_field(**said: Any) -> CustomField:
    return CustomField.objects.create(**{"name": "Order", "kind": "text"} | said)


def test_a_field_in_use_is_named_once(db: None) -> None:
    order = a_field()
    refused(lambda: a_field(name="ORDER"), because="a_field_in_use_is_named_once")
    CustomField.objects.filter(pk=order.pk).update(retired_at=now())
    assert a_field(name="ORDER").pk


@pytest.mark.parametrize(
    ("said", "rule"), [({"name": " "}, "a_field_has_a_name"), ({"kind": "poem"}, "a_field_is_of_a_known_kind")]
)
def test_a_field_is_never_like_this(db: None, said: dict[str, str], rule: str) -> None:
    refused(lambda: a_field(**said), because=rule)


def test_a_choice_has_a_name_and_is_offered_once(db: None) -> None:
    field = a_field(kind="choice")
    FieldChoice.objects.create(field=field, name="Blue")
    refused(lambda: FieldChoice.objects.create(field=field, name="BLUE"), because="a_choice_is_offered_once")
    refused(lambda: FieldChoice.objects.create(field=field, name=" "), because="a_choice_has_a_name")


def test_a_field_is_filled_in_once(db: None) -> None:
    said: dict[str, Any] = {"ticket": make.a_ticket(), "field": a_field(), "text": "A-1"}
    FieldValue.objects.create(**said)
    refused(lambda: FieldValue.objects.create(**said), because="a_field_is_filled_in_once")


@pytest.mark.parametrize("said", [{}, {"text": "1", "number": Decimal(1)}])
def test_a_value_is_of_one_kind(db: None, said: dict[str, Any]) -> None:
    value = FieldValue(ticket=make.a_ticket(), field=a_field(), **said)
    refused(value.save, because="a_value_is_of_one_kind")


def test_a_tag_has_a_name(db: None) -> None:
    refused(lambda: Tag.objects.create(name=" "), because="a_tag_has_a_name")


def test_a_tag_is_put_on_a_thing_once(db: None) -> None:
    tag, emma = Tag.objects.create(name="late"), make.a_customer()
    ticket = make.a_ticket(customer=emma)
    TicketTag.objects.create(tag=tag, ticket=ticket)
    refused(lambda: TicketTag.objects.create(tag=tag, ticket=ticket), because="a_tag_is_on_a_ticket_once")
    CustomerTag.objects.create(tag=tag, customer=emma)
    refused(lambda: CustomerTag.objects.create(tag=tag, customer=emma), because="a_tag_is_on_a_customer_once")


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"pk": 2}, "there_is_one_row_of_targets"),
        ({"to_listen": 0}, "a_target_takes_time"),
        ({"to_assess": 0}, "a_target_takes_time"),
        ({"to_decide": 0}, "a_target_takes_time"),
        ({"opens_at": time(18), "closes_at": time(9)}, "a_day_of_work_ends_after_it_begins"),
    ],
)
def test_targets_are_never_like_this(db: None, said: dict[str, Any], rule: str) -> None:
    whole = {"pk": 1, "to_listen": 4, "to_assess": 24, "to_decide": 72, "weekdays": [0]}
    refused(lambda: Targets.objects.create(**whole | said), because=rule)


def test_a_rule_gives_something(db: None) -> None:
    refused(AssignmentRule(team=make.a_team(), most_open=0).save, because="a_rule_gives_something")


def test_a_stage_has_one_sum_of_a_kind(db: None) -> None:
    said: dict[str, Any] = {"dimension": "channel", "value": "phone", "stage": "to_listen", "n": 1}
    for is_sum in (False, False, True):
        assert StageCount.objects.create(**said, is_sum=is_sum).pk
    refused(lambda: StageCount.objects.create(**said, is_sum=True), because="a_stage_has_one_sum_of_a_kind")


def test_only_what_waited_was_undone(ana: User) -> None:
    row = Message(ticket=make.a_ticket(), kind="note", body="x", by=ana, at=now(), undone_at=now())
    refused(row.save, because="only_what_waited_was_undone")


def test_a_colleague_has_one_unsent_text_on_a_ticket(ana: User) -> None:
    said: dict[str, Any] = {"ticket": make.a_ticket(), "by": ana, "kind": "note", "body": "x", "at": now()}
    Unsent.objects.create(**said)
    refused(lambda: Unsent.objects.create(**said), because="a_colleague_has_one_unsent_text_on_a_ticket")


def test_a_batch_does_a_known_act(ana: User) -> None:
    refused(Batch(act="burn", by=ana, at=now(), due_at=now()).save, because="a_batch_does_a_known_act")


def test_a_ticket_is_in_a_batch_once(ana: User) -> None:
    said: dict[str, Any] = {"batch": Batch.objects.create(act="tag", by=ana, at=now(), due_at=now())}
    said["ticket"] = make.a_ticket()
    Share.objects.create(**said)
    refused(lambda: Share.objects.create(**said), because="a_ticket_is_in_a_batch_once")


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"name": "MINE"}, "a_saved_reply_has_a_name_of_its_own"),
        ({"en": " "}, "a_saved_reply_says_something"),
        ({"audience": "team"}, "a_saved_reply_for_a_team_names_it"),
        ({"audience": "nobody"}, "a_saved_reply_for_a_team_names_it"),
    ],
)
def test_a_saved_reply_is_never_like_this(ana: User, said: dict[str, Any], rule: str) -> None:
    whole = {"owner": ana, "en": "x", "audience": "private", "kept_at": now()}
    SavedReply.objects.create(**whole, name="Mine")
    refused(SavedReply(**{"name": "Other"} | whole | said).save, because=rule)


def test_a_form_is_begun_once_and_a_known_one(ana: User) -> None:
    said: dict[str, Any] = {"ticket": make.a_ticket(), "by": ana, "fields": {}, "at": now()}
    UnsentForm.objects.create(**said, form="listening")
    refused(UnsentForm(**said, form="listening").save, because="a_colleague_begins_a_form_on_a_ticket_once")
    refused(UnsentForm(**said, form="poem").save, because="a_begun_form_is_a_known_one")

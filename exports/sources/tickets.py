"""Tickets: what the desk shows with its filters, what was said and understood, tags, and the fields of the firm's own."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, OuterRef, QuerySet, TextField
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from backlog.models import Voice
from customers.models import Language, Relationship
from exports.sources.reading import Cells, Source, named
from exports.vocabulary import Column, Kind
from tickets.forms.desk import DeskFilter
from tickets.models import CustomField, FieldValue, Ticket, TicketTag
from tickets.queries.narrowing import narrow
from tickets.vocabulary import AsideReason, Channel, FieldKind, Finding, Outcome, Reason
from tickets.workflow import LISTENERS, Stage

OPEN = "open"
_KINDS = {
    FieldKind.TEXT: Kind.TEXT,
    FieldKind.NUMBER: Kind.NUMBER,
    FieldKind.CHOICE: Kind.TEXT,
    FieldKind.DAY: Kind.DAY,
    FieldKind.YES: Kind.YES,
}


class TicketFilter(DeskFilter):
    """The filters of the desk; every stage, all that is open, or one stage."""

    stage = forms.ChoiceField(
        label=_("Stage"),
        choices=[("", _("Every stage")), (OPEN, _("Open ones")), *Stage.choices],
        required=False,
    )


def _select(asked: Mapping[str, Any], user: User) -> QuerySet:
    rows = narrow(Ticket.objects.visible_to(user), asked, user)
    stage = asked.get("stage")
    if stage == OPEN:
        return rows.open()
    return rows.filter(stage=stage) if stage else rows


def reference(prefix: str, field: str) -> Func:
    """CS-12, PB-3: nothing where there is no number."""
    return Func(F(field), template=f"'{prefix}-' || %(expressions)s", output_field=TextField())


def _cells() -> Cells:
    return [*_complaint(), *_customer(), *_judgement()]


def _complaint() -> Cells:
    tags = TicketTag.objects.filter(ticket=OuterRef("pk")).order_by("tag__name").values("tag__name")
    return [
        (Column("ticket", _("Ticket")), reference("CS", "pk")),
        (Column("stage", _("Stage"), says=dict(Stage.choices)), "stage"),
        (Column("received_at", _("Received"), Kind.MOMENT), "received_at"),
        (Column("occurred_on", _("When it happened"), Kind.DAY), "occurred_on"),
        (Column("channel", _("Channel"), says=dict(Channel.choices)), "channel"),
        (Column("language", _("Language"), says=dict(Language.choices)), "language"),
        (Column("area", _("Product area")), named("product_area")),
        (Column("part_of", _("Part of")), named("product_area__parent")),
        (Column("owner", _("Owner")), "owner__name"),
        (Column("team", _("Team")), "team__name"),
        (Column("due_at", _("Promised by"), Kind.MOMENT), "due_at"),
        (Column("tags", _("Tags"), Kind.WORDS), ArraySubquery(tags)),
        (Column("verbatim", _("The customer’s own words")), "verbatim"),
    ]


def _customer() -> Cells:
    return [
        (Column("customer", _("Customer")), "customer__name"),
        (Column("email", _("E-mail")), "customer__email"),
        (Column("company", _("Company")), "customer__company__name"),
        (Column("relationship", _("Relationship"), says=dict(Relationship.choices)), "customer__relationship"),
        (Column("monthly_value", _("Worth a month"), Kind.NUMBER), "customer__monthly_value"),
    ]


def _judgement() -> Cells:
    items = Voice.objects.speaking().filter(ticket=OuterRef("pk")).order_by("item_id")
    return [
        (Column("heard_at", _("Heard"), Kind.MOMENT), "heard_at"),
        (Column("understood", _("What we understood")), "listening__restatement"),
        (Column("situation", _("The situation")), "listening__situation"),
        (Column("wish", _("What they wish for")), "listening__wish"),
        (Column("finding", _("Finding"), says=dict(Finding.choices)), "assessment__finding"),
        (Column("outcome", _("Outcome"), says=dict(Outcome.choices)), "decision__outcome"),
        (Column("reason", _("Reason"), says=dict(Reason.choices)), "decision__reason"),
        (Column("decided_at", _("Decided"), Kind.MOMENT), "decision__at"),
        (Column("decided_by", _("Decided by")), "decision__by__name"),
        (Column("told", _("What the customer is told")), "decision__message"),
        (Column("waits_for", _("Waits for")), "decision__waiting_for__name"),
        (Column("revisit_on", _("Look again on"), Kind.DAY), "decision__revisit_on"),
        (Column("set_aside", _("Set aside"), says=dict(AsideReason.choices)), "setting_aside__reason"),
        (Column("items", _("Items"), Kind.WORDS), ArraySubquery(items.values(said=reference("PB", "item_id")))),
    ]


def _fields() -> list[Column]:
    """One column for each field in use; whatever they are called, their numbers tell them apart."""
    return [Column(f"field_{one.pk}", str(one), _KINDS[FieldKind(one.kind)]) for one in CustomField.objects.in_use()]


def _held(columns: list[Column], numbers: list[int]) -> dict[int, list[Any]]:
    """What the fields hold on these tickets."""
    places = {int(column.name.removeprefix("field_")): place for place, column in enumerate(columns)}
    held: dict[int, list[Any]] = {}
    rows = FieldValue.objects.filter(ticket__in=numbers, field__in=places)
    for ticket, field, *values in rows.values_list("ticket", "field", "text", "number", named("choice"), "day", "yes"):
        row = held.setdefault(ticket, [None] * len(columns))
        row[places[field]] = next((value for value in values if value is not None), None)
    return held


TICKETS = Source(form=TicketFilter, roles=LISTENERS | {"admin"}, select=_select, cells=_cells, more=_fields, fill=_held)

"""Decisions: every yes and no of a period, those that were taken back, too."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Case, F, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from exports.sources.periods import PeriodForm, moments
from exports.sources.reading import Cells, Source, named
from exports.sources.tickets import reference
from exports.vocabulary import Column, Kind
from tickets.models import Decision, Ticket
from tickets.vocabulary import Channel, Outcome, Reason
from tickets.workflow import LISTENERS


class DecisionFilter(PeriodForm):
    """When, and which way."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=[("", _("Yes and no")), *Outcome.choices], required=False)


def _select(asked: Mapping[str, Any], user: User) -> QuerySet:
    rows = Decision.objects.filter(ticket__in=Ticket.objects.visible_to(user), **moments(asked, "at"))
    return rows.filter(outcome=asked["outcome"]) if asked.get("outcome") else rows


def _cells() -> Cells:
    stands = Case(When(ticket__decision=F("pk"), then=Value(value=True)), default=Value(value=False))
    return [
        (Column("decision", _("Number"), Kind.WHOLE), "pk"),
        (Column("ticket", _("Ticket")), reference("CS", "ticket_id")),
        (Column("decided_at", _("Decided"), Kind.MOMENT), "at"),
        (Column("decided_by", _("Decided by")), "by__name"),
        (Column("outcome", _("Outcome"), says=dict(Outcome.choices)), "outcome"),
        (Column("reason", _("Reason"), says=dict(Reason.choices)), "reason"),
        (Column("stands", _("Still stands"), Kind.YES), stands),
        (Column("rationale", _("Rationale")), "rationale"),
        (Column("told", _("What the customer is told")), "message"),
        (Column("waits_for", _("Waits for")), "waiting_for__name"),
        (Column("revisit_on", _("Look again on"), Kind.DAY), "revisit_on"),
        (Column("decided_as", _("Decided as")), reference("CS", "precedent__ticket_id")),
        (Column("area", _("Product area")), named("ticket__product_area")),
        (Column("channel", _("Channel"), says=dict(Channel.choices)), "ticket__channel"),
        (Column("company", _("Company")), "ticket__customer__company__name"),
    ]


DECISIONS = Source(form=DecisionFilter, roles=LISTENERS | {"admin"}, select=_select, cells=_cells)

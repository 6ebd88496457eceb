"""Items of the backlog: the problem, the promise, who spoke for it, and what came of it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from backlog.models import Item
from backlog.recurrence import Verdict
from backlog.workflow import ItemStage
from common.forms import Form
from exports.sources.reading import EVERYONE, Cells, Source, named
from exports.sources.tickets import reference
from exports.vocabulary import Column, Kind
from tickets.vocabulary import Reason


class ItemFilter(Form):
    """Which stage."""

    stage = forms.ChoiceField(label=_("Stage"), choices=[("", _("Every stage")), *ItemStage.choices], required=False)


def _select(asked: Mapping[str, Any], _user: User) -> QuerySet:
    rows = Item.objects.heard()
    return rows.filter(stage=asked["stage"]) if asked.get("stage") else rows


def _cells() -> Cells:
    return [*_said(), *_came_of_it()]


def _said() -> Cells:
    return [
        (Column("item", _("Item")), reference("PB", "pk")),
        (Column("title", _("Title")), "title"),
        (Column("stage", _("Stage"), says=dict(ItemStage.choices)), "stage"),
        (Column("problem", _("Problem")), "problem"),
        (Column("promise", _("Promise")), "promise"),
        (Column("area", _("Product area")), named("product_area")),
        (Column("owner", _("Owner")), "owner__name"),
        (Column("monthly_cost", _("Cost a month"), Kind.NUMBER), "monthly_cost"),
        (Column("weight", _("Weight"), Kind.NUMBER), "weight"),
        (Column("estimate", _("Estimate, in person-days"), Kind.NUMBER), "estimate"),
        (Column("confidence", _("How sure we are, in percent"), Kind.WHOLE), "confidence"),
        (Column("voices", _("Voices"), Kind.WHOLE), "voice_count"),
        (Column("customers", _("Customers"), Kind.WHOLE), "customer_count"),
        (Column("companies", _("Companies"), Kind.WHOLE), "company_count"),
    ]


def _came_of_it() -> Cells:
    return [
        (Column("proposed_at", _("Proposed"), Kind.MOMENT), "proposed_at"),
        (Column("shipped_at", _("Shipped"), Kind.MOMENT), "shipped_at"),
        (Column("verdict", _("Verdict"), says=dict(Verdict.choices)), "measurement__verdict"),
        (Column("complaints_before", _("Complaints before"), Kind.WHOLE), "measurement__before"),
        (Column("complaints_since", _("Complaints since"), Kind.WHOLE), "measurement__after"),
        (Column("review_on", _("Next review"), Kind.DAY), "review_on"),
        (Column("retired_at", _("Retired"), Kind.MOMENT), "retired_at"),
        (Column("drop_reason", _("Reason"), says=dict(Reason.choices)), "drop_reason"),
        (Column("joined_into", _("Joined into")), reference("PB", "joined_into_id")),
    ]


ITEMS = Source(form=ItemFilter, roles=EVERYONE, select=_select, cells=_cells)

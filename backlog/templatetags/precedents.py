"""The earlier decisions on the most alike tickets, as the step of deciding shows them."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from backlog.models import Item, Voice
from common.prepared import Prepared
from tickets.actions.likening import Nearness
from tickets.models import Decision, Ticket

register = template.Library()
SHOWN = 4


@register.inclusion_tag("backlog/_precedents.html")
def precedents_of(ticket: Ticket, near: Nearness) -> dict[str, Any]:
    """The decisions on the nearest tickets that were decided, best first, with what came of them."""
    return {"ticket": ticket, "decisions": earlier_decisions(near)}


@register.filter
def is_overturned(decision: Decision) -> bool:
    """Whether its ticket was decided otherwise since, or is looked at again."""
    return decision.ticket.decision_id != decision.pk


@register.filter
def item_of(decision: Decision) -> Any:
    """The item that it promised, if it did."""
    if hasattr(decision, "promised"):  # asked for together with the others
        return Item(**decision.promised) if decision.promised else None
    voice = Voice.objects.filter(decision=decision).leading().first()
    return voice.item if voice else None


def earlier_decisions(near: Nearness) -> Sequence[Decision]:
    """One question: the last decision of each, with who, why, and which item."""
    place = {pk: at for at, pk in enumerate(near.ranked)}
    rows = _newest(pks=[*place]) if place else []
    return sorted(rows, key=lambda decision: place[decision.ticket_id])[:SHOWN]


@Prepared
def _newest(pks: list[int]) -> QuerySet[Decision]:
    facts = JSONObject(pk="item", title="item__title", stage="item__stage")
    voices = Voice.objects.filter(decision=OuterRef("pk")).leading().select_related(None).values(facts=facts)[:1]
    return Decision.objects.newest_of(pks).told().annotate(promised=Subquery(voices))

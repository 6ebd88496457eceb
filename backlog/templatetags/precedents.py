"""The earlier decisions on the most alike tickets, as the step of deciding shows them."""

from typing import Any

from django import template

from backlog.models import Voice
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
    voices: list[Voice] = sorted(decision.voices.all(), key=lambda voice: (voice.withdrawn_at is not None, voice.pk))
    return voices[0].item if voices else None


def earlier_decisions(near: Nearness) -> list[Decision]:
    """One question: the last decision of each, with who, why, and which item."""
    place = {pk: at for at, pk in enumerate(near.ranked)}
    rows = Decision.objects.newest_of(near.ranked).told().prefetch_related("voices__item")
    return sorted(rows, key=lambda decision: place[decision.ticket_id])[:SHOWN]

"""How near is the promised hour? What the ring of a row draws, and counts that need not be exact."""

from datetime import datetime

from django import template
from django.utils import formats

from common.templatetags.words import span
from tickets.models import Ticket

register = template.Library()
COUNTED = 1000
"""Further than this nobody counts (Ticket.objects.counts_by_stage)."""


@register.filter
def used_up(ticket: Ticket, moment: datetime) -> int:
    """How much of the promised time has gone, in percent from 0 to 100."""
    if ticket.due_at is None:
        return 0
    promised = (ticket.due_at - ticket.waiting_since).total_seconds()
    gone = (moment - ticket.waiting_since).total_seconds()
    return max(0, min(100, round(100 * gone / promised))) if promised > 0 else 100


@register.filter
def is_late(ticket: Ticket, moment: datetime) -> bool:
    """Whether the promised hour has passed."""
    return ticket.due_at is not None and ticket.due_at < moment


@register.filter
def promised(ticket: Ticket) -> str:
    """How long the next step was to take: "4h"."""
    return span(ticket.due_at - ticket.waiting_since) if ticket.due_at else ""


@register.filter
def capped(count: int) -> str:
    """A count that stops at a thousand."""
    return f"{COUNTED - 1}+" if count >= COUNTED else formats.number_format(count, use_l10n=True, force_grouping=True)


@register.filter
def counted(count: int, is_exact: bool) -> str:
    """A count: whole where it is kept, otherwise one that stops at a thousand."""
    return formats.number_format(count, use_l10n=True, force_grouping=True) if is_exact else capped(count)

"""How near is the promised hour? What the ring of a row draws, and counts that need not be exact."""

from datetime import datetime

from django import template
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.templatetags.words import span
from tickets.models import Ticket
from tickets.workflow import Stage, Verb

register = template.Library()
_WHY = {
    Verb.RECEIVE: gettext_lazy("new"),
    Verb.LISTEN: gettext_lazy("heard, to be assessed"),
    Verb.MISHEAR: gettext_lazy("something was missed"),
    Verb.ASSESS: gettext_lazy("assessed, to be decided"),
    Verb.QUESTION: gettext_lazy("returned with a question"),
    Verb.RESURFACE: gettext_lazy("looked at again"),
    Verb.REOPEN: gettext_lazy("taken up again"),
}
COUNTED = 1000
"""Further than this nobody counts (Ticket.objects.counts_by_stage)."""


@register.filter
def why_here(ticket: Ticket) -> str:
    """Why a ticket stands where it stands: what was done last, or that its customer wrote and waits for an answer."""
    if ticket.unanswered_since and (ticket.stage != Stage.TO_LISTEN or ticket.heard_at):
        return _("the customer wrote again")
    return str(_WHY.get(Verb(ticket.here_by), "")) if ticket.here_by else ""


@register.filter
def used_up(ticket: Ticket, moment: datetime) -> int:
    """How much of the promised time has gone, in percent from 0 to 100."""
    if ticket.due_at is None:
        return 0
    promised = (ticket.due_at - ticket.waiting_since).total_seconds()
    gone = (moment - ticket.waiting_since).total_seconds()
    return max(0, min(100, round(100 * gone / promised))) if promised > 0 else 100


@register.filter
def gone(ticket: Ticket, moment: datetime) -> int:
    """How many seconds it has waited."""
    return max(0, int((moment - ticket.waiting_since).total_seconds()))


@register.filter
def allowed(ticket: Ticket) -> int:
    """How many seconds it may wait."""
    return int((ticket.due_at - ticket.waiting_since).total_seconds()) if ticket.due_at else 0


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

"""What a ticket's page shows of the backlog: the form to accept, which the room below cannot know."""

from typing import Any

from django import template

from backlog.forms import AcceptForm, VoiceForm, offered_items
from backlog.models import Voice
from tickets.actions.drafting import draft
from tickets.forms.begun import begun_with
from tickets.models import ProductArea, Ticket
from tickets.vocabulary import BegunForm, DraftKind

register = template.Library()
SILENT = 5
"""So many voices that fell silent may speak again from the page."""


@register.inclusion_tag("backlog/_accept.html", takes_context=True)
def accept_form(context: dict[str, Any], ticket: Ticket) -> dict[str, Any]:
    """The accept card: the form that was refused, or a fresh one, and the items on offer."""
    form = context.get("accept_form") or AcceptForm(initial=_first_words(ticket) | _begun(ticket))
    return {
        "form": form,
        "ticket": ticket,
        "is_other": context["decline_form"].is_bound,
        "items": offered_items(ticket),
        **_approval(ticket, getattr(context.get("request"), "user", None)),
        "csrf_token": context.get("csrf_token"),
        "request": context.get("request"),
    }


@register.inclusion_tag("backlog/_speaks_for.html")
def speaks_for(ticket: Ticket, form: Any, may_write: bool, csrf_token: Any) -> dict[str, Any]:
    """The items for which an accepted ticket speaks, and the form to let it speak for one more."""
    voices = list(Voice.objects.of(ticket))
    speaking = {voice.item_id for voice in voices}
    silent = {voice.item_id: voice for voice in Voice.objects.fallen_silent(ticket)[:SILENT]}
    return {
        "ticket": ticket,
        "voices": voices,
        "silent": [voice for item, voice in silent.items() if item not in speaking],
        "form": form or VoiceForm(),
        "may_write": may_write,
        "csrf_token": csrf_token,
    }


def _approval(ticket: Ticket, user: Any) -> dict[str, Any]:
    """Whether the promise is one for a manager, above what, and who has asked one already."""
    limit = ProductArea.objects.limit_of(ticket.product_area)
    cost = ticket.assessment.monthly_cost if ticket.assessment else 0
    return {
        "limit": limit,
        "cost": cost,
        "needs_manager": cost > limit and getattr(user, "role", "") != "manager",
        "asked_by": getattr(ticket, "asked_a_manager", None),
    }


def _begun(ticket: Ticket) -> dict[str, Any]:
    """What the reader began to fill in, where the page brought it along."""
    return begun_with(AcceptForm, BegunForm.ACCEPTANCE, getattr(ticket, "begun_by_me", ()))


def _first_words(ticket: Ticket) -> dict[str, str]:
    """What we understood is where the problem begins; the message begins with the draft of a yes."""
    understood = ticket.listening.restatement if ticket.listening else ""
    return {"problem": understood, "message": draft(ticket, DraftKind.ACCEPTED)}

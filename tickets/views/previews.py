"""What would one act do to each of many tickets?"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tickets.actions.acts import ACTS
from tickets.models import Ticket, TicketTag
from tickets.vocabulary import Together
from tickets.workflow import WORKFLOW, Verb


@dataclass(frozen=True)
class Preview:
    """What will happen to one ticket: from what to what, or why nothing will."""

    ticket: Ticket
    seen: int | None
    before: str
    refusal: str


def previews(act: str, tickets: list[Ticket], value: Any) -> list[Preview]:
    """Without a question for each: a preview costs the same for one ticket and for a hundred."""
    carried: dict[int, list[str]] = {}
    if act == Together.TAG:
        for number, name in TicketTag.objects.filter(ticket__in=tickets).values_list("ticket", "tag__name"):
            carried.setdefault(number, []).append(name)
    return [_preview(act, ticket, value, carried.get(ticket.pk, [])) for ticket in tickets]


def _preview(act: str, ticket: Ticket, value: Any, carried: list[str]) -> Preview:
    before = {
        Together.ASSIGN: ticket.owner.name if ticket.owner else _("Nobody"),
        Together.TAG: ", ".join(carried),
        Together.FILE: str(ticket.product_area or _("Not sure yet")),
        Together.SET_ASIDE: ticket.get_stage_display(),
    }[Together(act)]
    return Preview(ticket, ACTS[act].holds(ticket), before, _why_not(act, ticket, value, carried))


def _why_not(act: str, ticket: Ticket, value: Any, carried: list[str]) -> str:
    if act == Together.SET_ASIDE:
        said = _("{reference} is “{stage}” now; it cannot be set aside.")
        is_open = ticket.stage in WORKFLOW[Verb.SET_ASIDE].sources
        return "" if is_open else said.format(reference=ticket.reference, stage=ticket.get_stage_display())
    is_so = set(value) <= set(carried) if act == Together.TAG else ACTS[act].is_so(ticket, value)
    return _("It is so already.") if is_so else ""

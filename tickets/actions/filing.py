"""File: say what a ticket is about."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.locking import lock
from common.refusals import Conflict, Forbidden, Invalid
from journal.actions import record
from tickets.events import TicketFiled
from tickets.models import ProductArea, Ticket
from tickets.workflow import LISTENERS

_UNSEEN = -1


@transaction.atomic
def file_under(ticket: Ticket, *, by: User, area: ProductArea | None, seen: int | None = _UNSEEN) -> Ticket:
    """Say which part of what we offer a ticket is about, or that we are not sure yet.

    `seen` is the area one looked at (None: none): refused when somebody else filed it meanwhile.
    """
    need_a_filer(by)
    lock(ticket)
    if seen not in {_UNSEEN, ticket.product_area_id}:
        where = str(ticket.product_area) if ticket.product_area else _("no area")
        raise Conflict(_("Someone changed this meanwhile. It is under {area} now.").format(area=where))
    if area is not None and area.retired_at is not None:
        raise Invalid({"area": _("This area is out of use.")})
    was, ticket.product_area = ticket.product_area_id, area
    if ticket.product_area_id != was:
        ticket.save(update_fields=["product_area"])
        record(TicketFiled(**ticket.facts, was_id=was), about=ticket, by=by)
    return ticket


def need_a_filer(by: User) -> None:
    """Refuse those who only look."""
    if by.role not in LISTENERS:
        raise Forbidden(_("Agents, product people and managers say what a ticket is about."))

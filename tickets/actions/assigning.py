"""Assign: let a colleague look after a ticket, or nobody; play: take the next one that nobody has."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import presence
from common.locking import lock
from common.refusals import Conflict, Forbidden, Invalid
from journal.actions import record
from journal.actors import Actor
from tickets.actions.owning import own
from tickets.actions.presenting import place_of
from tickets.events import TicketTaken
from tickets.models import Ticket
from tickets.queries import TicketQuerySet
from tickets.workflow import LISTENERS

_UNSEEN = -1
_LOOKED_AT = 50
"""So many of the next tickets are asked for who looks at them: more than colleagues do at once."""


@transaction.atomic
def assign(ticket: Ticket, *, by: User, to: User | None, seen: int | None = _UNSEEN) -> Ticket:
    """Let a colleague look after a ticket from now on, or nobody.

    `seen` is the owner one looked at (None: nobody): refused when somebody else got it meanwhile.
    """
    need_a_listener(by)
    lock(ticket)
    if seen not in {_UNSEEN, ticket.owner_id}:
        whose = ticket.owner.name if ticket.owner else _("nobody")
        raise Conflict(_("Someone changed this meanwhile. It is with {name} now.").format(name=whose))
    if to is not None:
        need_it_to_listen(to)
    return give(ticket, by=by, to=to)


@transaction.atomic
def play(rows: TicketQuerySet, *, by: User) -> Ticket:
    """Take the open ticket of a list that has waited longest, that nobody has and nobody else looks at.

    Two who play never get the same.
    """
    need_a_listener(by)
    free = rows.open().filter(owner=None).order_by("due_at", "pk")
    ticket = (
        free.exclude(pk__in=_open_elsewhere(free, by))
        .select_for_update(skip_locked=True, of=("self",), no_key=True)
        .first()
    )
    if ticket is None:
        raise Conflict(_("Nothing waits here that nobody has."))
    return give(ticket, by=by, to=by)


def _open_elsewhere(free: TicketQuerySet, by: User) -> list[int]:
    """Those of the next ones that somebody else has on their screen now."""
    numbers = {place_of(number): number for number in free.values_list("pk", flat=True)[:_LOOKED_AT]}
    here = presence.at(list(numbers)).here
    return [numbers[place] for place, people in here.items() if any(one.number != by.pk for one in people)]


def give(ticket: Ticket, *, by: Actor, to: User | None) -> Ticket:
    """Write down who looks after a locked ticket from now on."""
    ticket.save(update_fields=own(ticket, to))
    record(TicketTaken(**ticket.facts, owner_id=to.pk if to else None), about=ticket, by=by)
    return ticket


def need_it_to_listen(to: User) -> None:
    """Refuse to give a ticket to someone who does not look after any."""
    if not (to.is_active and to.role in LISTENERS):
        raise Invalid({"owner": _("{name} does not look after tickets.").format(name=to.name)})


def need_a_listener(by: User) -> None:
    """Refuse those who do not look after tickets."""
    if by.role not in LISTENERS:
        raise Forbidden(_("Agents, product people and managers look after tickets."))

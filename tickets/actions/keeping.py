"""Keep what a colleague began to write, until they send it or let it go. It is theirs alone: no history, no event."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import text
from common.clock import now
from common.locking import hold
from common.once import was_done
from common.refusals import Forbidden, Invalid
from tickets.models import Ticket, Unsent
from tickets.vocabulary import MessageKind
from tickets.workflow import LISTENERS


@transaction.atomic
def keep(ticket: Ticket, *, by: User, kind: str, body: str, sent_as: str = "") -> Unsent | None:
    """Keep an unsent text, or let it go where it is empty.

    `sent_as` is the key under which it would be sent: what was sent meanwhile is not kept again.
    """
    if by.role not in LISTENERS:
        raise Forbidden(_("Agents, product people and managers write here."))
    if kind not in {MessageKind.NOTE, MessageKind.REPLY}:
        raise Invalid({"kind": text.UNCHOSEN})
    text.allow(body=body)
    _wait_for_what_is_being_sent(ticket, by)
    if was_done(whose=f"person {by.pk}", key=sent_as):
        return None
    if text.is_empty(body):
        forget(ticket, by=by)
        return None
    return _put(ticket, by, kind, body)


def give_back(ticket: Ticket, *, by: User, kind: str, body: str) -> Unsent:
    """Make a text that was taken back the unsent one again, in front of what was begun since."""
    begun = Unsent.objects.filter(ticket=ticket, by=by).first()
    return _put(ticket, by, kind, f"{body}\n\n{begun.body}" if begun else body)


def forget(ticket: Ticket, *, by: User) -> None:
    """Let an unsent text go."""
    _wait_for_what_is_being_sent(ticket, by)
    Unsent.objects.filter(ticket=ticket, by=by).delete()


def _wait_for_what_is_being_sent(ticket: Ticket, by: User) -> None:
    """So that what is kept in the moment of sending neither comes too early to be let go nor too late to be known."""
    hold(f"unsent {ticket.pk} {by.pk}")


def _put(ticket: Ticket, by: User, kind: str, body: str) -> Unsent:
    said = {"kind": kind, "body": body, "at": now()}
    return Unsent.objects.update_or_create(ticket=ticket, by=by, defaults=said)[0]

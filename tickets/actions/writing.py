"""Write: to the customer, or a note among colleagues; and take care of a ticket."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import mention
from accounts.mentions import mentioned
from accounts.models import User
from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Forbidden
from journal.actions import record
from tickets.actions.drafting import language_of
from tickets.actions.phrasing import hints_in
from tickets.events import MessageWritten, TicketTaken
from tickets.models import Message, Ticket
from tickets.vocabulary import MessageKind
from tickets.workflow import LISTENERS, MOVED, answered


@transaction.atomic
def reply(ticket: Ticket, *, by: User, body: str) -> Message:
    """Write to the customer: they get it by mail and on their page."""
    _need_a_writer(by)
    if ticket.is_anonymous:
        raise Conflict(_("Nobody can be written to: this complaint came without a name."))
    text.need(body=body)
    lock(ticket)
    message = _write(ticket, by, MessageKind.REPLY, body)
    answered(ticket, at=message.at)
    ticket.save(update_fields=MOVED)
    return message


@transaction.atomic
def note(ticket: Ticket, *, by: User, body: str) -> Message:
    """Leave a note that only colleagues see; those whom it mentions are told."""
    _need_a_writer(by)
    text.need(body=body)
    meant = mentioned(body)
    message = _write(ticket, by, MessageKind.NOTE, body, meant)
    mention(meant.values(), by=by, about=ticket, source=message.pk, at=message.at)
    return message


@transaction.atomic
def take(ticket: Ticket, *, by: User) -> Ticket:
    """Look after a ticket from now on."""
    _need_a_writer(by)
    lock(ticket)
    ticket.owner = by
    ticket.save(update_fields=["owner"])
    event = TicketTaken(**ticket.facts, owner_id=by.pk)
    record(event, about=ticket, by=by)
    return ticket


def _write(ticket: Ticket, by: User, kind: MessageKind, body: str, meant: Mapping[str, User] | None = None) -> Message:
    moment = now()
    names = {name: one.pk for name, one in (meant or {}).items()}
    message = Message.objects.create(ticket=ticket, kind=kind, body=body, by=by, at=moment, mentions=names)
    event = MessageWritten(
        **ticket.facts,
        message_id=message.pk,
        kind=kind,
        hints=len(hints_in(body, language_of(ticket))) if kind == MessageKind.REPLY else 0,
        writer=by.role,
    )
    record(event, about=ticket, by=by, at=moment)
    return message


def _need_a_writer(by: User) -> None:
    if by.role not in LISTENERS:
        raise Forbidden(_("Agents, product people and managers write here."))

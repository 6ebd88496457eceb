"""Listen, hear that we misheard, hear that we understood."""

from django.db import transaction
from django.utils.translation import gettext as _

from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Forbidden
from journal.actions import record
from journal.actors import CUSTOMER, Actor
from tickets import workflow
from tickets.actions.beginning import finish
from tickets.actions.owning import team_of
from tickets.events import HearingConfirmed, MessageWritten, TicketHeard, TicketMisheard
from tickets.models import Listening, Message, Ticket
from tickets.vocabulary import BegunForm, MessageKind
from tickets.workflow import Verb


@transaction.atomic
def listen(ticket: Ticket, *, by: Actor, restatement: str, situation: str = "", wish: str = "") -> Ticket:
    """Say in our words what we understood: what happened, in which situation, and what they wish for."""
    lock(ticket)
    moment = now()
    in_time = ticket.is_in_time(moment)
    workflow.advance(ticket, Verb.LISTEN, by=by, at=moment)
    text.need(restatement=restatement)
    text.allow(situation=situation, wish=wish)
    is_first = ticket.heard_at is None
    ticket.heard_at = ticket.heard_at or moment
    if ticket.owner_id is None:
        ticket.owner_id, ticket.team_id = by.pk, team_of(by.pk, now_of=ticket.team_id)
    ticket.listening = Listening.objects.create(
        ticket=ticket, restatement=restatement, situation=situation, wish=wish, by_id=by.pk, at=moment
    )
    ticket.save(update_fields=[*workflow.MOVED, "heard_at", "owner", "team", "listening"])
    heard = TicketHeard(
        **ticket.facts,
        listening_id=ticket.listening.pk,
        is_first=is_first,
        seconds=int((moment - ticket.received_at).total_seconds()),
        in_time=in_time,
    )
    finish(ticket, BegunForm.LISTENING, by=by)
    record(heard, about=ticket, by=by, at=moment)
    return ticket


@transaction.atomic
def mishear(ticket: Ticket, *, by: Actor, missed: str) -> Ticket:
    """Go back to listening: something was missed, and this is what."""
    lock(ticket)
    _only_their_own(ticket, by)
    moment = now()
    workflow.advance(ticket, Verb.MISHEAR, by=by, at=moment)
    text.need(missed=missed)
    ticket.save(update_fields=[*workflow.MOVED])
    Message.objects.create(ticket=ticket, kind=MessageKind.MISHEARD, body=missed, by_id=_colleague(by), at=moment)
    event = TicketMisheard(**ticket.facts)
    record(event, about=ticket, by=by, at=moment)
    return ticket


@transaction.atomic
def confirm(ticket: Ticket, *, by: Actor) -> Ticket:
    """The customer says that we understood; said again it changes nothing."""
    lock(ticket)
    _only_their_own(ticket, by)
    if by.role != CUSTOMER:
        raise Forbidden(_("Only the customer can say this."))
    if ticket.listening is None:
        raise Conflict(_("We have not said yet what we understood."))
    if ticket.listening.confirmed_at is None:
        moment = now()
        ticket.listening.confirmed_at = moment
        ticket.listening.save(update_fields=["confirmed_at"])
        event = HearingConfirmed(**ticket.facts)
        record(event, about=ticket, by=by, at=moment)
    return ticket


@transaction.atomic
def hear_more(ticket: Ticket, *, by: Actor, body: str) -> Message:
    """The customer adds something to what they said."""
    lock(ticket)
    _only_their_own(ticket, by)
    text.need(body=body)
    moment = now()
    workflow.wrote(ticket, at=moment)
    ticket.save(update_fields=workflow.MOVED)
    message = Message.objects.create(ticket=ticket, kind=MessageKind.THEIRS, body=body, at=moment)
    event = MessageWritten(
        **ticket.facts,
        message_id=message.pk,
        kind=message.kind,
    )
    record(event, about=ticket, by=by, at=moment)
    return message


def _only_their_own(ticket: Ticket, by: Actor) -> None:
    if by.role == CUSTOMER and ticket.customer_id != by.pk:
        raise Forbidden(_("This is not your complaint."))


def _colleague(by: Actor) -> int | None:
    return None if by.role == CUSTOMER else by.pk

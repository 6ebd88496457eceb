"""Listen, hear that we misheard, hear that we understood."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Forbidden, Invalid, gather
from journal.actions import record
from journal.actors import CUSTOMER, Actor
from tickets import workflow
from tickets.actions.attaching import judge
from tickets.actions.beginning import finish
from tickets.actions.enclosing import enclose, need_words_or_files
from tickets.actions.owning import team_of
from tickets.events import HearingConfirmed, MessageWritten, TicketHeard, TicketMisheard
from tickets.models import Listening, Message, Ticket
from tickets.vocabulary import BegunForm, MessageKind
from tickets.workflow import Verb

FILES_A_DAY = 30
"""So many files a customer sends on one ticket within a day: a link is no key to the store."""


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
def hear_more(ticket: Ticket, *, by: Actor, body: str, files: Sequence[UploadedFile] = ()) -> Message:
    """The customer adds something to what they said, or a file that says it."""
    lock(ticket)
    _only_their_own(ticket, by)
    moment = now()
    gather(lambda: need_words_or_files(body, files), lambda: judge(files), lambda: _not_too_many(ticket, files, moment))
    alone = text.is_empty(body)
    workflow.wrote(ticket, at=moment)
    ticket.save(update_fields=workflow.MOVED)
    said = {"body": "" if alone else body, "is_files_alone": alone}
    message = Message.objects.create(ticket=ticket, kind=MessageKind.THEIRS, at=moment, **said)
    with_it = enclose(ticket, files, held=(), by=by, at=moment, message=message)
    event = MessageWritten(
        **ticket.facts,
        message_id=message.pk,
        kind=message.kind,
        files=len(with_it),
    )
    record(event, about=ticket, by=by, at=moment)
    return message


def _not_too_many(ticket: Ticket, files: Sequence[UploadedFile], moment: datetime) -> None:
    """Whoever has a link sends what a day needs, and does not fill the store."""
    theirs = ticket.attachments.filter(message__kind=MessageKind.THEIRS, at__gt=moment - timedelta(days=1))
    if files and theirs.count() + len(files) > FILES_A_DAY:
        said = _("At most {n} files a day. Please send the others tomorrow, or tell us in words.")
        raise Invalid({"files": said.format(n=FILES_A_DAY)})


def _only_their_own(ticket: Ticket, by: Actor) -> None:
    if by.role == CUSTOMER and ticket.customer_id != by.pk:
        raise Forbidden(_("This is not your complaint."))


def _colleague(by: Actor) -> int | None:
    return None if by.role == CUSTOMER else by.pk

"""Write: to the customer, or a note among colleagues; take it back before it leaves; and take care of a ticket."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import mention
from accounts.mentions import kept, mentioned, numbers
from accounts.models import User
from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Forbidden, gather
from journal.actions import record
from journal.models import Entry
from tickets.actions.attaching import judge
from tickets.actions.drafting import language_of
from tickets.actions.enclosing import enclose, let_the_rest_go, need_words_or_files, take_back
from tickets.actions.keeping import forget, give_back
from tickets.actions.owning import own
from tickets.actions.phrasing import hints_in
from tickets.events import MessageHeld, MessageUndone, MessageWritten, TicketTaken
from tickets.models import Message, Ticket
from tickets.vocabulary import MessageKind
from tickets.workflow import LISTENERS, MOVED, answered, wrote


@transaction.atomic
def reply(
    ticket: Ticket,
    *,
    by: User,
    body: str,
    files: Sequence[UploadedFile] = (),
    held: Sequence[str] = (),
    is_one_of_many: bool = False,
) -> Message:
    """Write to the customer: they get it by mail and on their page, as soon as it can be taken back no longer.

    What one of many says was not begun on its ticket: what one has begun there stays.
    """
    need_a_writer(by)
    if ticket.is_anonymous:
        raise Conflict(_("Nobody can be written to: this complaint came without a name."))
    message = _write(ticket, by, MessageKind.REPLY, body, files, held)
    if not is_one_of_many:
        _let_what_was_begun_go(ticket, by)
    return message


@transaction.atomic
def note(
    ticket: Ticket, *, by: User, body: str, files: Sequence[UploadedFile] = (), held: Sequence[str] = ()
) -> Message:
    """Leave a note that only colleagues see; those whom it mentions are told."""
    need_a_writer(by)
    message = _write(ticket, by, MessageKind.NOTE, body, files, held)
    _let_what_was_begun_go(ticket, by)
    return message


@transaction.atomic
def undo(message: Message, *, by: User, is_one_of_many: bool = False) -> Message:
    """Take back what one wrote before it leaves: nobody hears of it, and its words are one's unsent text again."""
    lock(message)
    if message.by_id != by.pk:
        raise Forbidden(_("Only whoever wrote it can take it back."))
    if message.undone_at:
        raise Conflict(_("You already took this back."))
    moment = now()
    if message.leaves_at is None or message.leaves_at <= moment or _has_left(message):
        raise Conflict(_("It has left already. What was said stays said; write once more to put it right."))
    message.undone_at = moment
    message.save(update_fields=["undone_at"])
    if not is_one_of_many:
        if message.body:
            give_back(message.ticket, by=by, kind=message.kind, body=message.body)
        take_back(message, by=by, at=moment)
    record(MessageUndone(**_facts(message), kind=message.kind), about=message.ticket, by=by, at=moment)
    return message


@transaction.atomic
def let_leave(message_id: int) -> None:
    """Let what was written have its consequences, unless it was taken back: it is mailed, counted, found, told."""
    message = lock(Message.objects.get(pk=message_id))
    if message.undone_at or message.by is None or _has_left(message):
        return
    ticket, by = message.ticket, message.by
    is_reply = message.kind == MessageKind.REPLY
    event = MessageWritten(
        **_facts(message),
        kind=message.kind,
        files=message.attachments.count(),
        hints=len(hints_in(message.body, language_of(ticket))) if is_reply else 0,
        writer=by.role,
    )
    record(event, about=ticket, by=by, at=message.at)
    if is_reply:
        _note_the_answer(ticket, at=message.at)
    meant = User.objects.filter(pk__in=numbers(message.mentions), is_active=True).order_by("pk")
    mention(meant if message.mentions else (), by=by, about=ticket, source=message.pk, at=message.at)


@transaction.atomic
def take(ticket: Ticket, *, by: User) -> Ticket:
    """Look after a ticket from now on."""
    need_a_writer(by)
    lock(ticket)
    ticket.save(update_fields=own(ticket, by))
    event = TicketTaken(**ticket.facts, owner_id=by.pk)
    record(event, about=ticket, by=by)
    return ticket


def need_a_writer(by: User) -> None:
    """Refuse whoever does not work with customers."""
    if by.role not in LISTENERS:
        raise Forbidden(_("Agents, product people and managers write here."))


def _write(
    ticket: Ticket,
    by: User,
    kind: MessageKind,
    body: str,
    files: Sequence[UploadedFile],
    held: Sequence[str],
) -> Message:
    """Keep the message and its files at once; what must follow waits until it can be taken back no longer."""
    gather(lambda: need_words_or_files(body, files or held), lambda: judge(files, beside=len(held)))
    alone = text.is_empty(body)
    moment, pause = now(), timedelta(seconds=settings.UNDO_SECONDS)
    message = Message.objects.create(
        ticket=ticket,
        kind=kind,
        body="" if alone else body,
        is_files_alone=alone,
        by=by,
        at=moment,
        mentions=kept(mentioned(body)) if kind == MessageKind.NOTE else {},
        leaves_at=moment + pause if pause else None,
    )
    with_it = enclose(ticket, files, held=held, by=by, at=moment, message=message)
    if message.leaves_at is None:
        let_leave(message.pk)
    else:
        event = MessageHeld(**_facts(message), kind=kind, files=len(with_it))
        record(event, about=ticket, by=by, at=moment, not_before=message.leaves_at)
    return message


def _let_what_was_begun_go(ticket: Ticket, by: User) -> None:
    forget(ticket, by=by)
    let_the_rest_go(ticket, by=by)


def _note_the_answer(ticket: Ticket, *, at: datetime) -> None:
    """The clock begins anew with an answer, unless a deed began it since; what the customer wrote since is unanswered."""
    lock(ticket)
    if ticket.waiting_since > at:
        return
    answered(ticket, at=at)
    if since := ticket.messages.filter(kind=MessageKind.THEIRS, at__gt=at).order_by("pk").first():
        wrote(ticket, at=since.at)
    ticket.save(update_fields=MOVED)


def _has_left(message: Message) -> bool:
    """Whether its consequences have begun; asked under the message's lock."""
    written = Entry.objects.about(message.ticket).filter(kind=MessageWritten.__name__)
    return written.filter(plain__message_id=message.pk).exists()


def _facts(message: Message) -> dict[str, Any]:
    return {**message.ticket.facts, "message_id": message.pk}

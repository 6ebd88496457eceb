"""What can be done about mail? Put it in the outbox, claim it, send it, try again later."""

import logging
import uuid
from collections.abc import Sequence
from datetime import datetime
from email.utils import parseaddr
from smtplib import SMTPRecipientsRefused

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from journal.actions import AT_ONCE, GIVE_UP_AFTER, lease, lease_among, pause, record_all
from journal.actors import SYSTEM
from notifications.actions.claiming import claim
from notifications.events import CustomerTold
from notifications.letters import envelope, posted, write
from notifications.models import Mail, Priority, Telling, TellingState
from tickets.models import Ticket

NOBODY_THERE_AFTER = 3
"""So often a mail server may say that nobody has this address until we believe it: within minutes, not a day."""
_log = logging.getLogger(__name__)


@transaction.atomic
def tell(ticket: Ticket, *, kind: str, source: int) -> Mail | None:
    """Put a mail to the ticket's customer into the outbox, once per kind and source.

    None without an address that takes our mail, and for what they do not want to hear.
    """
    if ticket.customer is None or not ticket.customer.gets_mail or not ticket.customer.hears(kind):
        return None
    moment = timezone.now()
    mail, is_new = Mail.objects.get_or_create(
        kind=kind,
        ticket=ticket,
        source=source,
        defaults={"message_id": message_id(), "made_at": moment, "due_at": moment + lease()},
    )
    if is_new:
        ring_on_commit([mail.pk])
    return mail


@transaction.atomic
def tell_a_colleague(
    colleague: User, *, kind: str, source: int, not_before: datetime | None = None, priority: int = Priority.COLLEAGUE
) -> Mail:
    """Put a mail to a colleague into the outbox, once per kind and source; it goes at once, or not before a moment."""
    moment = timezone.now()
    due = not_before if not_before and not_before > moment else None
    mail, is_new = Mail.objects.get_or_create(
        kind=kind,
        colleague=colleague,
        source=source,
        defaults={
            "message_id": message_id(),
            "priority": priority,
            "made_at": moment,
            "due_at": due or moment + lease(),
        },
    )
    if is_new and not due:
        ring_on_commit([mail.pk], priority=priority)
    return mail


def send(mail_id: int) -> bool:
    """Claim, send, note that it was sent. False: somebody else is at it, or it is done.

    Between the mail server's yes and our note of it a crash lets it go twice, under the same Message-ID.
    """
    mail = claim(mail_id)
    if mail is None:
        return False
    letter = write(mail)
    posted(letter, envelope(mail, letter)).send()
    _note_that_it_went(mail_id)
    return True


@transaction.atomic
def postpone(mail_id: int, *, error: str, most: int = GIVE_UP_AFTER) -> None:
    """Try again later, with growing pauses; give up visibly after ten times, or `most`."""
    mail = Mail.objects.unsent().select_for_update().filter(pk=mail_id).first()
    if mail is None:
        return
    moment = timezone.now()
    mail.due_at, mail.claimed_until, mail.last_error = moment + pause(mail.attempts or 1), None, error[:500]
    if mail.attempts >= most:
        mail.dead_at = moment
        mail.tellings.update(state=TellingState.FAILED)
        mail.carries.update(carried_by=None, due_at=moment)
        _log.error("gave up", extra={"mail": mail.pk})
    mail.save(update_fields=["due_at", "claimed_until", "last_error", "dead_at"])


def tries_after(error: Exception) -> int:
    """How often a mail is tried that failed so. 5xx about an address is for good; 5.7.x is about us, and may be mended."""
    if not isinstance(error, SMTPRecipientsRefused):
        return GIVE_UP_AFTER
    is_final = all(code >= 500 and not said.startswith(b"5.7.") for code, said in error.recipients.values())
    return NOBODY_THERE_AFTER if is_final else GIVE_UP_AFTER


@transaction.atomic
def lease_what_is_due(limit: int = AT_ONCE) -> list[tuple[int, int]]:
    """Take due mails for a while, so that two sweeps do not ring for the same; returns numbers and priorities."""
    moment = timezone.now()
    held = Mail.objects.due(moment).select_for_update(skip_locked=True).values_list("pk", "priority")
    if found := list(held[:limit]):
        longer = lease_among(Mail.objects.unsent().on_their_own())
        Mail.objects.filter(pk__in=[pk for pk, _priority in found]).update(due_at=moment + longer)
    return found


def ring(mail_id: int, *, priority: int = Priority.CUSTOMER) -> None:
    """Ask the worker to send it now; what is more urgent is sent before it."""
    current_app.send_task("notifications.tasks.send", [mail_id], priority=priority)


def message_id() -> str:
    """A fresh Message-ID of our domain."""
    domain = parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2] or "localhost"
    return f"<{uuid.uuid4().hex}@{domain}>"


def ring_on_commit(mail_ids: Sequence[int], *, priority: int = Priority.CUSTOMER) -> None:
    """Ask the worker to send these as soon as they stand in the database."""

    def ring_for_them() -> None:
        """A plain function: see journal.actions."""
        for mail_id in mail_ids:
            ring(mail_id, priority=priority)

    transaction.on_commit(ring_for_them, robust=True)


@transaction.atomic
def _note_that_it_went(mail_id: int) -> None:
    gone = Mail.objects.with_what_it_carries(mail_id)
    tellings = Telling.objects.filter(mail__in=gone.values("pk"))
    told = list(tellings.select_related("item", "voice__ticket__customer"))
    tellings.update(state=TellingState.SENT)
    gone.update(sent_at=timezone.now(), claimed_until=None, last_error="")
    record_all([(CustomerTold(item_id=row.item_id, **row.voice.ticket.facts), row.item) for row in told], by=SYSTEM)

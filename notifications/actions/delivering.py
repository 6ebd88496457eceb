"""What can be done when a mail did not arrive? Note that it came back, and send it once more."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Forbidden, Invalid
from customers.actions import give_up_address
from customers.models import Customer
from journal.actions import lease, record
from journal.actors import SYSTEM_ROLE, Actor
from notifications.actions.capping import mark_of
from notifications.actions.mailing import ring_on_commit
from notifications.events import MailBounced, MailSentAgain
from notifications.models import Delivered, Mail, TellingState
from tickets.workflow import LISTENERS

REASON_LIMIT = 500
AGAIN = frozenset({Delivered.FAILED, Delivered.BOUNCED, Delivered.DROPPED})
"""In which states a mail can be sent once more."""


@transaction.atomic
def bounce(mail: Mail, *, by: Actor, reason: str) -> Mail:
    """A mail to a customer came back, or they complained of it, and this is what the other side says.

    No more goes to this address until somebody lifts that; where they have another one by now, that one stays open. The
    same news twice changes nothing.
    """
    _need_someone(by)
    lock(mail)
    text.need(reason=reason)
    if mail.ticket is None:
        raise Invalid({"message_id": _("This mail went to a colleague.")})
    if mail.bounced_at:
        return mail
    if not mail.sent_at:
        raise Conflict(_("This mail has not left yet."))
    mail.bounced_at, mail.bounce = now(), reason.strip()[:REASON_LIMIT]
    mail.save(update_fields=["bounced_at", "bounce"])
    mail.tellings.update(state=TellingState.FAILED)
    mail.carries.update(bounced_at=mail.bounced_at, bounce=mail.bounce)
    if (customer := mail.ticket.customer) and _went_to_the_address_of(customer, mail):
        give_up_address(customer, by=by, why=mail.bounce)
    record(MailBounced(**mail.ticket.facts, mail_id=mail.pk, reason=mail.bounce), about=mail.ticket, by=by)
    return mail


@transaction.atomic
def send_again(mail: Mail, *, by: Actor) -> Mail:
    """Send a mail that came back, or could not be sent, once more under its Message-ID, to the address of today."""
    _need_someone(by)
    lock(mail)
    if mail.ticket is None or mail.delivery not in AGAIN:
        raise Conflict(_("This mail is on its way, or has arrived."))
    mail.sent_at = mail.dead_at = mail.bounced_at = mail.claimed_until = None
    mail.attempts, mail.bounce, mail.due_at = 0, "", timezone.now() + lease()
    mail.carried_by = mail.held_until = mail.dropped_at = None
    mail.dropped = ""
    mail.save()
    mail.carries.update(sent_at=None, bounced_at=None, bounce="")
    mail.tellings.update(state=TellingState.QUEUED)
    record(MailSentAgain(**mail.ticket.facts, mail_id=mail.pk), about=mail.ticket, by=by)
    ring_on_commit([mail.pk])
    return mail


def _went_to_the_address_of(customer: Customer, mail: Mail) -> bool:
    """Whether it went to the address that they have now; of old mails nobody knows, so it is assumed."""
    return not mail.went_to or mail.went_to == mark_of(mail, customer.email)


def _need_someone(by: Actor) -> None:
    if by.role not in LISTENERS | {SYSTEM_ROLE}:
        raise Forbidden(_("Agents, product people and managers look after mails to customers."))

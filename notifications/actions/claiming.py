"""May a mail go now? Claimed by one sender at a time, as fast as the mail server likes, as often as a customer likes."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from common import pulse
from notifications.actions import capping
from notifications.models import Mail, Priority

_SHARES = {Priority.CUSTOMER: 1.0, Priority.COLLEAGUE: 0.9, Priority.DIGEST: 0.7}
"""Of the mails that may go in a minute: what is not urgent leaves room for what is."""
_NEXT_MINUTE = 60


@transaction.atomic
def claim(mail_id: int) -> Mail | None:
    """Take a mail that may go right now; None: somebody else is at it, it is done, must wait, or does not go at all."""
    moment = timezone.now()
    capping.hold_customer_of(mail_id)
    free = Mail.objects.unsent().on_their_own().free(moment).filter(pk=mail_id)
    held = free.select_for_update(of=("self",), skip_locked=True).select_related("ticket__customer").first()
    if held is None or not (_may_leave(held, moment) and capping.may_reach(held, moment)):
        return None
    mail = Mail.objects.drawn().get(pk=mail_id)
    mail.claimed_until, mail.attempts = moment + timedelta(seconds=settings.MAIL_CLAIM_SECONDS), mail.attempts + 1
    if mail.ticket and mail.ticket.customer:
        mail.went_to = capping.mark_of(mail, mail.ticket.customer.email)
    mail.save(update_fields=["claimed_until", "attempts", "went_to"])
    return mail


def _may_leave(mail: Mail, moment: datetime) -> bool:
    """Whether the mail server takes another one in this minute; else it waits for the next."""
    if pulse.may_go("mail", limit=settings.MAILS_PER_MINUTE, share=_SHARES[Priority(mail.priority)]):
        return True
    mail.due_at = moment + timedelta(seconds=_NEXT_MINUTE)
    mail.save(update_fields=["due_at"])
    return False

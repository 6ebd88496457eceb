"""May a mail reach its customer now? What they do not want any more is dropped; above the day's cap it waits for morning."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from accounts.actions import digest
from common.locking import hold
from customers.models import Customer
from notifications.models import Dropped, Mail, MailCap, MailKind, TellingState

MOST_TOGETHER = 30
"""So many held mails go in one; the others in the next."""


def most_a_day() -> int:
    """How many mails of ours one customer gets in a day: what an administrator chose, else the installation; 0: any number."""
    chosen = MailCap.objects.values_list("most_a_day", flat=True).first()
    return settings.CUSTOMER_MAILS_PER_DAY if chosen is None else chosen


def hold_customer_of(mail_id: int) -> None:
    """Let nobody else count, or take along, what goes to the same customer until this transaction ends."""
    if customer := Mail.objects.filter(pk=mail_id).values_list("ticket__customer", flat=True).first():
        hold(f"mails to customer {customer}")


def may_reach(mail: Mail, moment: datetime) -> bool:
    """Whether it may go, in the transaction that claims it; what was held takes along what was held beside it."""
    if mail.ticket is None:
        return True
    customer = mail.ticket.customer
    if customer is None or (why := _obstacle(mail, customer)):
        _drop(mail, moment, Dropped.UNREACHABLE if customer is None else Dropped(why))
        return False
    return mail.kind == MailKind.REPLY or _has_room(mail, customer, moment, most_a_day())


def _has_room(mail: Mail, customer: Customer, moment: datetime, most: int) -> bool:
    """Whether the day's cap lets it go; what was held goes together, also where there is no cap any more."""
    if mail.held_until and mail.held_until > moment:
        return False
    if mail.held_until:
        _take_along(mail, customer, moment)
        return True
    return not most or not _is_enough(mail, customer, moment, most)


def mark_of(mail: Mail, address: str) -> str:
    """A mark by which an address is known again that a mail went to, and which says nothing else."""
    return digest(f"{mail.message_id} {address.lower()}")


def _obstacle(mail: Mail, customer: Customer) -> str:
    """Why it does not go after all; it was in the outbox before. What is sent once more by hand is tried."""
    if not customer.hears(mail.kind):
        return Dropped.UNWANTED
    if not customer.email or (customer.unreachable_since and not mail.went_to):
        return Dropped.UNREACHABLE
    return ""


def _is_enough(mail: Mail, customer: Customer, moment: datetime, most: int) -> bool:
    """Whether they had as many today as the cap allows; then this one is held."""
    today = timezone.localtime(moment, timezone.get_default_timezone())
    midnight = datetime.combine(today.date(), time(), today.tzinfo)
    had = Mail.objects.to_customer(customer).of_the_day(midnight, moment).exclude(pk=mail.pk)
    if had[:most].count() < most:
        return False
    morning = time(settings.CUSTOMER_MAILS_MORNING)
    mail.held_until = datetime.combine(today.date() + timedelta(days=1), morning, today.tzinfo)
    mail.due_at = mail.held_until
    mail.save(update_fields=["held_until", "due_at"])
    return True


def _take_along(mail: Mail, customer: Customer, moment: datetime) -> None:
    beside = Mail.objects.to_customer(customer).to_go_together(moment).exclude(pk=mail.pk)
    for other in beside.select_for_update(of=("self",), skip_locked=True)[: MOST_TOGETHER - 1]:
        if why := _obstacle(other, customer):
            _drop(other, moment, Dropped(why))
        else:
            other.carried_by = mail
            other.save(update_fields=["carried_by"])


def _drop(mail: Mail, moment: datetime, why: Dropped) -> None:
    mail.dropped_at, mail.dropped = moment, why
    mail.save(update_fields=["dropped_at", "dropped"])
    mail.tellings.update(state=TellingState.OPTED_OUT if why == Dropped.UNWANTED else TellingState.CALL)
    mail.carries.update(carried_by=None, due_at=moment)

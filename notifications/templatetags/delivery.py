"""What became of what we wrote to a customer, beside the words themselves."""

from typing import Any

from django import template

from journal.models import Entry
from notifications.actions.delivering import AGAIN
from notifications.models import Delivered, Mail, MailKind
from tickets.models import Message, Ticket

register = template.Library()
_TELLS = {
    "TicketReceived": (MailKind.RECEIVED, "ticket_id"),
    "TicketHeard": (MailKind.HEARD, "listening_id"),
    "TicketAccepted": (MailKind.ACCEPTED, "decision_id"),
    "TicketDeclined": (MailKind.DECLINED, "decision_id"),
    "TicketUnpromised": (MailKind.DECLINED, "decision_id"),
}
"""Which mail follows from which entry, and which fact of it names the mail's source."""
_TONES = {
    Delivered.BOUNCED: "late",
    Delivered.FAILED: "late",
    Delivered.SENT: "set_aside",
    Delivered.QUEUED: "set_aside",
    Delivered.HELD: "set_aside",
    Delivered.DROPPED: "set_aside",
}
SHOWN = 400


@register.simple_tag
def mails_of(ticket: Ticket) -> dict[tuple[str, int], Mail]:
    """What was mailed to the customer of a ticket, by kind and what it tells of; a page may have brought it along."""
    brought: list[dict[str, Any]] | None = getattr(ticket, "mailed", None)
    mails = Mail.objects.to_customer_of(ticket)[:SHOWN] if brought is None else map(_read, brought)
    return {(mail.kind, mail.source): mail for mail in mails}


@register.filter
def mail_of_message(mails: dict[tuple[str, int], Mail], message: Message) -> Mail | None:
    """The mail that carries a reply."""
    return mails.get((MailKind.REPLY, message.pk))


@register.filter
def mail_of_entry(mails: dict[tuple[str, int], Mail], entry: Entry) -> Mail | None:
    """The mail that tells the customer what happened."""
    kind, fact = _TELLS.get(entry.kind, ("", ""))
    return mails.get((kind, entry.plain.get(fact, 0))) if kind else None


@register.simple_tag
def what_goes_again() -> frozenset[str]:
    """In which states a mail can be sent once more."""
    return AGAIN


@register.filter
def tone_of(mail: Mail) -> str:
    """The colour in which its delivery is shown; red is for what went wrong only."""
    return _TONES[mail.delivery]


@register.filter
def label_of(mail: Mail) -> Any:
    """How far it is, in words."""
    return mail.delivery.label


def _read(brought: dict[str, Any]) -> Mail:
    """A mail from what a page's own query brought along of it."""
    kept = {field.name: field for field in Mail._meta.concrete_fields}
    return Mail(**{name: kept[name].to_python(value) for name, value in brought.items()})

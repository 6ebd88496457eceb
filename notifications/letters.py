"""What does a mail say? Written at the moment of sending, in the customer's language, with a fresh link."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from backlog.models import Item, Voice
from notifications.models import Mail, MailKind
from tickets.actions.drafting import draft
from tickets.actions.following import issue_link
from tickets.models import Decision, Listening, Message
from tickets.vocabulary import DraftKind


@dataclass(frozen=True)
class Letter:
    """A mail, ready to go."""

    to: str
    language: str
    subject: str
    text: str
    html: str


def write(mail: Mail) -> Letter:
    """The mail's words for its customer, or for the colleague whom it is to."""
    if mail.ticket is None:
        return _it_came_back(mail)
    customer = mail.ticket.customer
    if customer is None:
        raise ValueError("A mail needs a customer.")
    with translation.override(customer.language):
        subject = _subject(mail)
        told: dict[str, Any] = {
            "mail": mail,
            "ticket": mail.ticket,
            "name": customer.name,
            "subject": subject,
            "said": _said(mail),
            "promise": _promise(mail),
            "firm": settings.FIRM,
            "link": f"{settings.SITE_URL}/follow/{issue_link(mail.ticket)}/",
        }
        return Letter(
            to=customer.email,
            language=customer.language,
            subject=subject,
            text=render_to_string("mail/letter.txt", told),
            html=render_to_string("mail/letter.html", told),
        )


def _it_came_back(mail: Mail) -> Letter:
    """What a colleague hears: no link of the customer's, but one to the item, which asks them to sign in."""
    colleague = mail.colleague
    assert colleague is not None
    voice = Voice.objects.select_related("item", "ticket").get(pk=mail.source)
    item = voice.item
    with translation.override(colleague.language):
        told: dict[str, Any] = {
            "ticket": voice.ticket,
            "item": item,
            "name": colleague.name,
            "subject": f"[{item.reference}] {_('It came back: {title}').format(title=' '.join(item.title.split()))}",
            "firm": settings.FIRM,
            "link": f"{settings.SITE_URL}/backlog/{item.reference}/",
        }
        return Letter(
            to=colleague.email,
            language=colleague.language,
            subject=told["subject"],
            text=render_to_string("mail/came_back.txt", told),
            html=render_to_string("mail/came_back.html", told),
        )


def _subject(mail: Mail) -> str:
    subjects = {
        MailKind.RECEIVED: _("We received what you told us"),
        MailKind.HEARD: _("This is what we understood"),
        MailKind.REPLY: _("An answer to what you told us"),
        MailKind.ACCEPTED: _("We will change what you told us about"),
        MailKind.DECLINED: _("What we decided about what you told us"),
        MailKind.LOOKING_AGAIN: _("We are looking again at what you told us"),
        MailKind.SHIPPED: _("What we promised you is there"),
    }
    assert mail.ticket is not None
    return f"[{mail.ticket.reference}] {subjects[MailKind(mail.kind)]}"


def _said(mail: Mail) -> str:
    """What we said in our own words, from the row that the mail tells about."""
    sources: dict[str, tuple[Any, str]] = {
        MailKind.HEARD: (Listening, "restatement"),
        MailKind.REPLY: (Message, "body"),
        MailKind.ACCEPTED: (Decision, "message"),
        MailKind.DECLINED: (Decision, "message"),
    }
    if mail.kind == MailKind.LOOKING_AGAIN and mail.ticket:
        before = Decision.objects.select_related("waiting_for").get(pk=mail.source)
        return draft(mail.ticket, DraftKind.LOOKING_AGAIN, waiting_for=before.waiting_for)
    if mail.kind not in sources:
        return ""
    model, field = sources[mail.kind]
    return str(model.objects.values_list(field, flat=True).get(pk=mail.source))


def _promise(mail: Mail) -> str:
    """What we promised with this decision, or what the item that shipped had promised."""
    if mail.kind == MailKind.SHIPPED:
        return Item.objects.values_list("promise", flat=True).get(pk=mail.source)
    if mail.kind == MailKind.ACCEPTED:
        return Voice.objects.values_list("item__promise", flat=True).get(decision=mail.source)
    return ""

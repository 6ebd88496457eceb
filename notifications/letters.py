"""What does a mail say? Written at the moment of sending, in the customer's language, with a fresh link."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from backlog.models import Item, Voice
from notifications.models import Mail, MailKind, Telling
from tickets.actions.drafting import draft
from tickets.actions.following import issue_link
from tickets.models import Decision, Listening, Message
from tickets.vocabulary import DraftKind

SHOWN = 50
"""So many tickets are named in a mail to a colleague."""


@dataclass(frozen=True)
class Letter:
    """A mail, ready to go."""

    to: str
    language: str
    subject: str
    text: str
    html: str


def write(mail: Mail) -> Letter:
    """The mail's words for its customer, or for a colleague."""
    if mail.kind == MailKind.CAME_BACK:
        return _it_came_back(mail)
    if mail.ticket is None:
        return _to_a_colleague(mail)
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
        what = _("It came back: {title}").format(title=" ".join(item.title.split()))
        told: dict[str, Any] = {
            "ticket": voice.ticket,
            "item": item,
            "name": colleague.name,
            "subject": f"[{item.reference}] {what}",
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


def draft_of_telling(language: str | None = None) -> str:
    """The words with which we begin to tell a customer that it is there; the promise follows them."""
    with translation.override(language or translation.get_language()):
        return _("You told us what was wrong, and we promised to change it. It is done.")


def _to_a_colleague(mail: Mail) -> Letter:
    """What they listened to is there; their customers hear it next."""
    to = mail.colleague
    assert to is not None
    listened = Telling.objects.filter(voice__ticket__listening__by=to)
    first = listened.filter(item=mail.source).order_by("-pk").first()
    together = Q(release=first.release_id) if first and first.release_id else Q(item=mail.source)
    rows = listened.filter(together).select_related("item", "voice__ticket", "release").order_by("item_id", "pk")
    with translation.override(to.language):
        subject = _("What you listened to is there")
        told: dict[str, Any] = {
            "name": to.name,
            "firm": settings.FIRM,
            "site": settings.SITE_URL,
            "rows": rows[:SHOWN],
            "subject": subject,
        }
        told["more"] = max(rows.count() - SHOWN, 0)
        return Letter(
            to=to.email,
            language=to.language,
            subject=subject,
            text=render_to_string("mail/colleague.txt", told),
            html=render_to_string("mail/colleague.html", told),
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
    if mail.kind == MailKind.SHIPPED:
        said = [telling.message or draft_of_telling() for telling in mail.tellings.order_by("pk")]
        return "\n\n".join(dict.fromkeys(said)) or draft_of_telling()
    if mail.kind == MailKind.LOOKING_AGAIN and mail.ticket:
        before = Decision.objects.select_related("waiting_for").get(pk=mail.source)
        return draft(mail.ticket, DraftKind.LOOKING_AGAIN, waiting_for=before.waiting_for)
    if mail.kind not in sources:
        return ""
    model, field = sources[mail.kind]
    return str(model.objects.values_list(field, flat=True).get(pk=mail.source))


def _promise(mail: Mail) -> str:
    """What we promised with this decision, or what the items that shipped had promised."""
    if mail.kind == MailKind.SHIPPED:
        told = Item.objects.filter(Q(tellings__mail=mail) | Q(pk=mail.source)).distinct().order_by("pk")
        return "\n\n".join(told.values_list("promise", flat=True))
    if mail.kind == MailKind.ACCEPTED:
        return (
            Voice.objects.filter(decision=mail.source)
            .order_by("joined_at", "pk")
            .values_list("item__promise", flat=True)[0]
        )
    return ""

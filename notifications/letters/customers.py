"""What does a mail to a customer say? In their language, with a fresh link."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import translation

from backlog.models import Item, Voice
from customers.actions import stopping_key
from customers.models import News
from notifications.letters.appearance import Appearance, appearance, firm
from notifications.letters.enclosures import ROOM, Enclosures, Sent, files_of, sorted_out, taken_along
from notifications.letters.letter import Letter
from notifications.letters.sentences import SEVERAL, Sentences, sentences
from notifications.models import Mail, MailKind
from tickets.actions.drafting import draft
from tickets.actions.following import issue_link
from tickets.models import Decision, Listening, Message
from tickets.vocabulary import DraftKind

_BEGUN = {MailKind.ACCEPTED, MailKind.DECLINED, MailKind.LOOKING_AGAIN}
"""Mails whose words begin with a draft."""


@dataclass(frozen=True)
class Told:
    """What a mail tells a customer: the facts that its templates draw, real ones or those of an example."""

    kind: str
    to: str
    language: str
    name: str
    reference: str
    said: str
    promise: str
    verbatim: str
    verbatim_language: str
    reason: str
    link: str
    stop: str = ""
    files: Enclosures = field(default_factory=Enclosures)

    @property
    def greets(self) -> bool:
        """Whether what we said begins with their name, as our drafts do: then the mail does not greet once more."""
        return self.kind in _BEGUN and bool(self.name) and self.name in self.said.strip().split("\n")[0]

    @property
    def repeats(self) -> bool:
        """Whether what we said holds the promise already."""
        return " ".join(self.promise.split()) in " ".join(self.said.split())


def to_a_customer(mail: Mail) -> Letter:
    """What the customer of a ticket hears, with a fresh link to their page; with what it carries, all of it in one."""
    beside = list(mail.carries.drawn().order_by("pk")) if mail.held_until else []
    return several([_told(one) for one in (mail, *beside)]) if beside else drawn(_told(mail))


def drawn(told: Told) -> Letter:
    """The letter of these facts, in the firm's looks."""
    with translation.override(told.language):
        look = appearance()
        words = _sentences(told, look.firm)
        subject = f"[{told.reference}] {words.subject}"
        return _letter(told, "letter", look, files=told.files.within, told=told, words=words, subject=subject)


def several(news: Sequence[Told]) -> Letter:
    """One letter of what was held for a customer, each with its own heading and link."""
    news = _sharing_the_room(news)
    first = news[0]
    with translation.override(first.language):
        look = appearance()
        stop = next((told.stop for told in news if told.stop), "")
        words = sentences(SEVERAL, first.language, {"name": first.name, "firm": look.firm, "n": len(news)})
        return _letter(
            replace(first, stop=stop),
            "several",
            look,
            files=[file for told in news for file in told.files.within],
            told=replace(first, said=""),
            words=words,
            rows=[(_sentences(told, look.firm), told) for told in news],
            stop=stop,
            subject=words.subject,
        )


def _sharing_the_room(news: Sequence[Told]) -> list[Told]:
    """What is told in one mail has the room of one: who comes first takes it."""
    told, room = [], ROOM
    for one in news:
        files = sorted_out((*one.files.within, *one.files.on_the_page), room=room)
        room -= sum(file.size for file in files.within)
        told.append(replace(one, files=files))
    return told


def _told(mail: Mail) -> Told:
    assert mail.ticket is not None
    ticket, customer = mail.ticket, mail.ticket.customer
    if customer is None:
        raise ValueError("A mail needs a customer.")
    with translation.override(customer.language):
        return Told(
            kind=mail.kind,
            to=customer.email,
            language=customer.language,
            name=customer.name,
            reference=ticket.reference,
            said=_said(mail),
            promise=_promise(mail),
            verbatim=ticket.verbatim,
            verbatim_language=ticket.language,
            reason=ticket.decision.reason if ticket.decision else "",
            link=f"{settings.SITE_URL}/follow/{issue_link(ticket)}/",
            stop=f"{settings.SITE_URL}/stop/{stopping_key(customer)}/" if mail.kind in News.values else "",
            files=files_of(mail),
        )


def _letter(to: Told, template: str, look: Appearance, *, subject: str, files: Sequence[Sent], **more: Any) -> Letter:
    """In the language that is spoken now."""
    facts = {"look": look, "subject": subject, **more}
    return Letter(
        stop=to.stop,
        to=to.to,
        language=to.language,
        subject=subject,
        text=render_to_string(f"mail/{template}.txt", facts).strip() + "\n",
        html=render_to_string(f"mail/{template}.html", facts),
        sender=look.firm,
        pictures=look.pictures,
        files=taken_along(files),
    )


def draft_of_telling(language: str | None = None) -> str:
    """The words with which we begin to tell a customer that it is there; the promise follows them."""
    spoken = language or translation.get_language() or "en"
    with translation.override(spoken):
        return sentences(MailKind.SHIPPED, spoken[:2], {"firm": firm()}).opening


class TellingDrafts(dict[str, str]):
    """The draft of each language, asked for when it is first needed: for a list of many whom we tell the same."""

    def __missing__(self, language: str) -> str:
        """Ask for one."""
        self[language] = draft_of_telling(language)
        return self[language]


def _sentences(told: Told, firm: str) -> Sentences:
    """What the mail says around what we wrote ourselves."""
    facts = {"name": told.name, "reference": told.reference, "promise": told.promise, "firm": firm}
    return sentences(told.kind, told.language, facts, is_not_yet=told.reason == "not_yet")


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
    """What we promised with this decision, or what the items that shipped had promised; in the language now spoken."""
    return "\n\n".join(item.promise_read for item in _promising(mail))


def _promising(mail: Mail) -> list[Item]:
    if mail.kind == MailKind.SHIPPED:
        return list(Item.objects.filter(Q(tellings__mail=mail) | Q(pk=mail.source)).distinct().order_by("pk"))
    if mail.kind == MailKind.BEING_BUILT:
        return [Item.objects.get(pk=mail.source)]
    if mail.kind == MailKind.ACCEPTED:
        voices = Voice.objects.filter(decision=mail.source).select_related("item").order_by("joined_at", "pk")
        return [voice.item for voice in voices[:1]]
    return []

"""How what happened to a ticket is told: one sentence for every kind of entry, with its mark."""

from collections.abc import Callable
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.models import Entry
from tickets.vocabulary import AsideReason, Became, Channel, Finding, Reason, Why
from tickets.workflow import Stage

register = template.Library()
_SAID = {
    Channel.PHONE: gettext_lazy("said by phone"),
    Channel.EMAIL: gettext_lazy("wrote by e-mail"),
    Channel.CHAT: gettext_lazy("wrote in the chat"),
    Channel.STORE: gettext_lazy("said in the shop"),
    Channel.FORM: gettext_lazy("wrote in the web form"),
    Channel.PORTAL: gettext_lazy("wrote on the customer portal"),
    Channel.API: gettext_lazy("came through the API"),
    Channel.IMPORT: gettext_lazy("was imported"),
}
_MARKS = {
    "TicketReceived": Stage.TO_LISTEN,
    "TicketHeard": Stage.TO_LISTEN,
    "HearingConfirmed": Stage.TO_LISTEN,
    "TicketMisheard": Stage.TO_LISTEN,
    "TicketReopened": Stage.TO_LISTEN,
    "TicketAssessed": Stage.TO_ASSESS,
    "TicketQuestioned": Stage.TO_ASSESS,
    "TicketResurfaced": Stage.TO_ASSESS,
    "DeclineCameUnderPressure": Stage.DECLINED,
    "TicketAccepted": Stage.ACCEPTED,
    "TicketDeclined": Stage.DECLINED,
    "TicketUnpromised": Stage.DECLINED,
    "TicketSetAside": Stage.SET_ASIDE,
}


@register.filter
def said_by(channel: str) -> str:
    """How the words came: "said by phone"."""
    return str(_SAID[Channel(channel)]) if channel in Channel.values else ""


@register.filter
def mark_of(entry: Entry) -> str:
    """The stage whose mark stands before an entry; nothing for what changed no stage."""
    return str(_MARKS.get(entry.kind, ""))


@register.filter
def told(entry: Entry) -> SafeString:
    """An entry as a sentence. A kind that nobody taught us yet is named, not hidden."""
    sentence = _SENTENCES.get(entry.kind, _something)(entry.plain, entry)
    return format_html(sentence, **_words(entry))


def _words(entry: Entry) -> dict[str, Any]:
    plain = entry.plain
    return {
        "who": _who(entry),
        "finding": _label(Finding, plain.get("finding")),
        "recommended": _label(Finding, plain.get("recommended")),
        "reason": _label(AsideReason if entry.kind == "TicketSetAside" else Reason, plain.get("reason")),
        "why": _label(Why, plain.get("why")),
        "kind": entry.kind,
        "precedent": _ticket(plain.get("precedent_id")),
        "declined": _ticket(plain.get("declined_id")),
        "known": plain.get("known"),
        "customers": plain.get("customers"),
        "days": plain.get("after_days", ""),
        "became": _label(Became, plain.get("became")),
        "was": _label(Became, plain.get("was")),
        "how": plain.get("reason", ""),
        "tags": ", ".join(plain.get("tags", [])),
        "filled": _filled(plain.get("filled", [])),
    }


def _filled(fields: list[dict[str, str]]) -> str:
    """What was filled in, in the words of that day: “Order: 1 → 2”."""
    return ", ".join(f"{one['name']}: {one['was'] or '–'} → {one['now'] or '–'}" for one in fields)


def _ticket(number: int | None) -> SafeString | str:
    if number is None:
        return ""
    return format_html('<a href="{}">CS-{}</a>', reverse("ticket", args=[f"CS-{number}"]), number)


def _who(entry: Entry) -> SafeString:
    others = {"customer": _("The customer"), "system": settings.FIRM}
    return format_html("<b>{}</b>", entry.actor.name if entry.actor else others.get(entry.actor_role, _("Someone")))


def _label(words: Any, value: Any) -> str:
    return str(words(value).label) if value in words.values else capfirst(str(value or "–"))


def _assessed(plain: dict[str, Any], _entry: Entry) -> str:
    if plain.get("recommended") in {None, plain.get("finding")}:
        return _("{who} assessed it: {finding}")
    return _("{who} assessed it: {finding}, where the rules recommend “{recommended}”")


def _as(plain: dict[str, Any], alone: str, followed: str) -> str:
    return followed if plain.get("precedent_id") else alone


def _resurfaced(plain: dict[str, Any], _entry: Entry) -> str:
    if plain.get("customers"):
        return _("{who} brought it back: {customers} more ask for it, {known} when it was declined")
    return _("{who} brought it back: {why}")


def _taken(plain: dict[str, Any], entry: Entry) -> str:
    owner = plain.get("owner_id")
    if owner is None:
        return _("{who} no longer looks after it")
    return _("{who} looks after it") if owner == entry.actor_id else _("{who} gave it to a colleague")


def _received(_plain: dict[str, Any], entry: Entry) -> str:
    return _("{who} wrote it down") if entry.actor else _("It reached us")


def _something(_plain: dict[str, Any], _entry: Entry) -> str:
    return _("{who} did something new here ({kind})")


_SENTENCES: dict[str, Callable[[dict[str, Any], Entry], str]] = {
    "TicketReceived": _received,
    "TicketHeard": lambda plain, _e: _("{who} listened") if plain.get("is_first", True) else _("{who} listened again"),
    "TicketMisheard": lambda _p, _e: _("{who} said that something was missed"),
    "HearingConfirmed": lambda _p, _e: _("{who} confirmed: we understood"),
    "TicketAssessed": _assessed,
    "TicketQuestioned": lambda _p, _e: _("{who} returned it with a question"),
    "TicketAccepted": lambda plain, _e: _as(
        plain, _("{who} accepted it: we promised"), _("{who} accepted it as {precedent}")
    ),
    "TicketDeclined": lambda plain, _e: _as(
        plain, _("{who} declined it: {reason}"), _("{who} declined it as {precedent}: {reason}")
    ),
    "TicketUnpromised": lambda _p, _e: _("{who} took the promise back: {reason}"),
    "TicketSetAside": lambda _p, _e: _("{who} set it aside: {reason}"),
    "TicketReopened": lambda _p, _e: _("{who} reopened it"),
    "TicketResurfaced": _resurfaced,
    "DemandCounted": lambda _p, _e: _("{who} counted it on {declined}, which was declined"),
    "DemandUncounted": lambda _p, _e: _("{who} no longer counts it on {declined}"),
    "DeclineCameUnderPressure": lambda _p, _e: _("It came under pressure: {customers} more ask for it, {known} then"),
    "TicketTaken": _taken,
    "TicketFiled": lambda _p, _e: _("{who} said what it is about"),
    "ApprovalAsked": lambda _p, _e: _("{who} asked a manager to approve the promise"),
    "ApprovalGiven": lambda _p, _e: _("{who} approved what was asked"),
    "ApprovalReturned": lambda _p, _e: _("{who} did not approve yet and asked back"),
    "ApprovalOvertaken": lambda _p, _e: _("The question to a manager was overtaken by what happened"),
    "AftermathNoted": lambda _p, _e: _("{who} looked after {days} days what became of the customer: {became}"),
    "AftermathCorrected": lambda _p, _e: _(
        "{who} put right what became of the customer: {became}, not “{was}” ({how})"
    ),
    "TicketTagged": lambda _p, _e: _("{who} put on: {tags}"),
    "TicketUntagged": lambda _p, _e: _("{who} took off: {tags}"),
    "FieldsFilled": lambda _p, _e: _("{who} filled in {filled}"),
    "MessageHeld": lambda _p, _e: _("{who} wrote something"),
    "MessageWritten": lambda _p, _e: _("{who} wrote something"),
    "MailBounced": lambda _p, _e: _("A mail to the customer came back: {how}"),
    "MailSentAgain": lambda _p, _e: _("{who} sent a mail to the customer once more"),
}

"""How an item's history is told."""

from decimal import Decimal
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from backlog.models import Item
from backlog.templatetags.outcomes import OUTCOMES, outcome_told
from backlog.templatetags.regroupings import REGROUPED, regrouped_told
from backlog.templatetags.working import WORKED, worked_told
from backlog.workflow import ItemStage
from common.templatetags.words import money
from journal.models import Entry
from tickets.vocabulary import Reason

register = template.Library()


@register.filter
def told(entry: Entry) -> SafeString | str:
    """What happened to an item, as a sentence; nothing where another entry of the same moment tells it."""
    plain, who = entry.plain, entry.actor.name if entry.actor else _("The system")
    if sentence := _SENTENCES.get(entry.kind):
        return format_html(_(sentence), who=who, ticket=_ticket(plain), n=plain.get("count"))
    if entry.kind == "ItemEdited":
        names = ", ".join(str(getattr(Item._meta.get_field(name), "verbose_name", name)) for name in plain["fields"])
        return format_html(_("{who} changed: {fields}"), who=who, fields=names)
    if entry.kind == "ItemDropped":
        return format_html(_("{who} dropped it: {reason}"), who=who, reason=Reason(plain["reason"]).label)
    if entry.kind in _ELSEWHERE:
        return _ELSEWHERE[entry.kind](entry, who)
    if entry.kind in _KEPT:
        return format_html(_(_KEPT[entry.kind]), **{"who": who} | plain | _amounts(plain))
    return _moved(plain, who) if entry.kind == "ItemMoved" and entry.actor else ""


@register.filter
def board_mark(item: Item) -> str:
    """What differs as soon as its card on the board says something else."""
    measured = getattr(item, "measurement", None)
    moments = (item.touched_at, measured.measured_at if measured else None)
    seconds = [str(int(moment.timestamp())) if moment else "" for moment in moments]
    return " ".join([str(item.version), *seconds, str(item.heard_count), str(item.weight)])


@register.simple_tag
def currency_sign() -> str:
    """The sign before an amount that one types."""
    return money(0).rstrip("0.,")


def _moved(plain: dict[str, Any], who: str) -> SafeString | str:
    source, target = plain["source"], plain["target"]
    if source == target:
        return format_html(_("{who} gave it another place in its column"), who=who)
    if target in {ItemStage.SHIPPED, ItemStage.VERIFIED}:
        return ""
    return format_html(_("{who} moved it to “{stage}”"), who=who, stage=ItemStage(target).label)


def _ticket(plain: dict[str, Any]) -> SafeString | str:
    if not plain.get("ticket_id"):
        return ""
    reference = f"CS-{plain['ticket_id']}"
    return format_html('<a href="{}">{}</a>', reverse("ticket", args=[reference]), reference)


def _amounts(plain: dict[str, Any]) -> dict[str, str]:
    """The money of an entry, which keeps it as text, as people read it."""
    names = ("cost", "old_cost", "new_cost", "planned", "actual")
    return {name: money(Decimal(plain[name])) for name in names if name in plain}


def _of_outcomes(entry: Entry, who: str) -> SafeString | str:
    return outcome_told(entry, who, _ticket(entry.plain))


_ELSEWHERE = {
    **dict.fromkeys(REGROUPED, regrouped_told),
    **dict.fromkeys(WORKED, worked_told),
    **dict.fromkeys(OUTCOMES, _of_outcomes),
}
_KEPT = {
    "PromiseKept": gettext_noop("{who} keeps the promise until {review_on}: {reason}"),
    "PromiseChanged": gettext_noop("{who} changed the promise ({old_cost} → {new_cost} a month): {reason}"),
    "PromiseRetired": gettext_noop("{who} retired the promise: {reason}"),
    "PromiseAccounted": gettext_noop("{who} accounted for {month}: needed {times} times, {cost}"),
    "ItemHeldOnTo": gettext_noop("{who} holds on to it: {reason}"),
    "ItemAskedBack": gettext_noop("{who} returned its tickets ({count}) with a question: {question}"),
    "IssueLinked": gettext_noop("{who} linked {reference}"),
    "IssueAsked": gettext_noop("{who} asked for an issue at {name}"),
    "IssueMade": gettext_noop("The issue {reference} was made"),
    "IssueUnlinked": gettext_noop("{who} let go of {reference}"),
    "IssueDone": gettext_noop("{reference} is done there"),
    "IssueReopened": gettext_noop("{reference} is open again there"),
    "ShippingPutOff": gettext_noop("{who} noted: {reference} is done, and this is not shipped yet"),
    "PromiseOverPlan": gettext_noop("Two months over plan: {month} took {actual} instead of {planned}"),
}
_SENTENCES = {
    "ItemProposed": gettext_noop("{who} proposed it"),
    "ItemShipped": gettext_noop("{who} shipped it"),
    "TellingReworded": gettext_noop("{who} wrote other words for {ticket}"),
    "TellingLeftOut": gettext_noop("{who} left {ticket} out of telling"),
    "TellingTriedAgain": gettext_noop("{who} sent the mail about {ticket} once more"),
    "CustomerCalled": gettext_noop("{who} told {ticket} by phone"),
    "CustomerTold": gettext_noop("The customer of {ticket} was told by mail"),
    "TellingApproved": gettext_noop("{who} approved telling the customers: {n}"),
    "VoiceAdded": gettext_noop("{who} let {ticket} speak for it"),
    "VoiceJoined": gettext_noop("{who} let {ticket} speak for it"),
    "ItemCommented": gettext_noop("{who} commented"),
    "ItemFilesAdded": gettext_noop("{who} added files: {n}"),
    "VoiceRestated": gettext_noop("{who} marked what {ticket} says otherwise"),
    "VoiceWithdrawn": gettext_noop("{ticket} no longer speaks for it"),
}

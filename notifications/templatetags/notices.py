"""How a notice and the bell are shown."""

from typing import Any

from django import template

from accounts.models import User
from notifications.actions.counting import known_unread, name_of_bell
from notifications.letters import sentence_of
from notifications.models import Notice
from notifications.vocabulary import NewsKind, Why

register = template.Library()
_STAGES = {
    NewsKind.CUSTOMER_WROTE: "to_listen",
    NewsKind.RETURNED: "to_assess",
    NewsKind.RESURFACED: "to_assess",
    NewsKind.DECIDED: "to_decide",
    NewsKind.APPROVAL_ASKED: "to_decide",
    NewsKind.APPROVAL_ANSWERED: "to_decide",
    NewsKind.PRESSED: "declined",
    NewsKind.OVER_PLAN: "in_progress",
    NewsKind.CAME_BACK: "in_progress",
    NewsKind.VERDICT: "verified",
    NewsKind.METRIC_DUE: "shipped",
    NewsKind.DONE_THERE: "shipped",
    NewsKind.ARRIVED: "accepted",
    NewsKind.VOICE_JOINED: "proposed",
    NewsKind.IS_THERE: "shipped",
    NewsKind.STOPPED: "set_aside",
    NewsKind.SPIKE: "late",
    NewsKind.FILE_READY: "shipped",
}


@register.inclusion_tag("shell/_bell.html")
def bell(colleague: User, path: str) -> dict[str, Any]:
    """The bell, with what Valkey knows; the rest it asks for when the page is there."""
    return {"count": _known(colleague), "secret": name_of_bell(colleague.pk), "at": path}


@register.simple_tag
def unread(colleague: User) -> int | None:
    """How many wait to be read, as far as Valkey knows."""
    return _known(colleague)


def _known(colleague: User) -> int | None:
    """Asked once for a page, which shows it three times; a colleague's object lives as long as their request."""
    known: dict[str, int | None] = colleague.__dict__.setdefault("_bell", {})
    if "unread" not in known:
        known["unread"] = known_unread(colleague.pk)
    return known["unread"]


@register.filter
def what_happened(notice: Notice) -> str:
    """The newest of it, in a sentence."""
    return sentence_of(notice)


@register.filter
def label_of_news(kind: str) -> str:
    """How a kind of news is called."""
    return str(NewsKind(kind).label)


@register.filter
def sentence_of_why(why: str) -> str:
    """Why somebody hears of it."""
    return str(Why(why).label)


@register.filter
def stage_of_news(kind: str) -> str:
    """The mark beside it."""
    return _STAGES.get(NewsKind(kind), "to_listen")

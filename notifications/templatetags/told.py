"""How far it is with telling, beside what was shipped."""

from datetime import timedelta
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse

from backlog.models import Item, Release, Voice
from backlog.queries import VoiceQuerySet
from common.clock import now
from notifications.letters import TellingDrafts
from notifications.models import Telling, TellingState

register = template.Library()
_A_MOMENT = timedelta(minutes=5)
_STAGES = {
    "sent": "shipped",
    "called": "shipped",
    "queued": "in_progress",
    "to_approve": "to_decide",
    "failed": "late",
    "call": "to_listen",
    "later": "ready",
}


@register.simple_tag
def told_of(subject: Item | Release) -> dict[str, Any]:
    """The proof of an item's or a release's list, and where the list is."""
    is_release = isinstance(subject, Release)
    url = (
        reverse("told-of-release", args=[subject.pk])
        if is_release
        else reverse("told-of-item", args=[_called(subject)])
    )
    proof = Telling.objects.of(subject).proof()
    return {
        "proof": proof,
        "url": url,
        "nameless": _nameless(subject),
        "soon": not proof.all and is_listed_soon(subject),
    }


@register.simple_tag
def is_listed_soon(subject: Item | Release) -> bool:
    """Whether it was shipped a moment ago and somebody spoke for it: the worker is about to make the list."""
    recorded = subject.recorded_at if isinstance(subject, Release) else subject.shipped_at
    if recorded is None or now() - recorded > _A_MOMENT:
        return False
    return _speaking(subject).filter(ticket__customer__isnull=False, joined_at__lte=recorded).exists()


@register.filter
def label_of_telling(state: str) -> str:
    """How a state of telling is called."""
    return str(TellingState(state).label)


@register.filter
def stage_of_telling(state: str) -> str:
    """The colour in which a state of telling is shown."""
    return _STAGES.get(state, "set_aside")


@register.filter
def words_of(telling: Telling, drafts: TellingDrafts) -> str:
    """What one customer is told: what was written for them, or the draft of their language."""
    return telling.message or drafts[telling.customer.language]


@register.simple_tag
def tells_at_once() -> bool:
    """Whether shipping an item on its own tells its customers without a further word."""
    return settings.TELLING != "all_wait"


def _called(subject: Any) -> str:
    return str(subject.reference)


def _nameless(subject: Item | Release) -> int:
    """How many complaints behind it came without a name: nobody can be told."""
    return _speaking(subject).filter(ticket__customer__isnull=True).count()


def _speaking(subject: Item | Release) -> VoiceQuerySet:
    of = {"item__shipments__release": subject} if isinstance(subject, Release) else {"item": subject}
    return Voice.objects.speaking().filter(**of)

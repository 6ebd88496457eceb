"""The voice of the customer: what was heard in a week, decided and why, shipped, what worked, and what waits.

Read from the entries of the week and the rows that they name, newest first and so many of each: the cost follows the week.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db.models import Case, Count, QuerySet, When
from django.db.models.functions import Left
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from backlog.models import Item, Voice
from common.clock import today
from journal.models import Entry
from tickets.models import Decision, ProductArea, Ticket
from tickets.vocabulary import Outcome, Reason
from tickets.workflow import Stage

_LOOKED_AT, _QUOTES, _OF_EACH, _AREAS = 400, 6, 6, 4
_LONGEST = 320
_OPEN = (Stage.TO_LISTEN, Stage.TO_ASSESS, Stage.TO_DECIDE)
_VERDICTS = ("ItemVerified", "VerdictReached", "ItemCameBack")
NO_DAY = gettext_lazy("Write a day as 2026-11-16.")
_KEPT = 300
"""Seconds: ten thousand mails of one morning read the same week once."""


class Words(NamedTuple):
    """What a customer said; never who."""

    reference: str
    text: str
    language: str
    area: str


class Accepted(NamedTuple):
    """What we promised, and how many asked for it this week."""

    reference: str
    promise: str
    times: int


class Declined(NamedTuple):
    """Why we declined, what it waits for, and how often."""

    reason: str
    waits_for: str
    times: int


class Shipped(NamedTuple):
    """What is there; and what the numbers say of it, where they do."""

    reference: str
    title: str
    promise: str
    verdict: str
    stage: str
    before: int
    after: int


@dataclass(frozen=True)
class Week:
    """A week of the firm, from Monday on, in the words of its reader's language."""

    monday: date
    received: int
    received_before: int
    areas: list[tuple[str, int]]
    words: list[Words]
    accepted_count: int
    accepted: list[Accepted]
    declined_count: int
    declined: list[Declined]
    shipped: list[Shipped]
    verdicts: list[Shipped]
    waiting: dict[str, int]

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing at all happened."""
        return not (self.received or self.accepted_count or self.declined_count or self.shipped or self.verdicts)


def last_week() -> date:
    """The Monday of the last whole week."""
    return monday_of(today()) - timedelta(days=7)


def monday_of(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def of_week(monday: date) -> Week:
    """The week, in the language that is spoken right now; asked again within minutes it is not read again."""
    key = f"voice:{monday.isoformat()}:{translation.get_language()}"
    week: Week | None = cache.get(key)
    if week is None:
        week = _read(monday)
        cache.set(key, week, _KEPT)
    return week


def _read(monday: date) -> Week:
    (counts, areas), waiting = _counts(monday), Ticket.objects.counts_by_stage()
    shipped, verdicts = _items(monday)
    accepted, declined = _decided(monday)
    return Week(
        monday=monday,
        received=counts["TicketReceived", True],
        received_before=counts["TicketReceived", False],
        areas=_areas(areas),
        words=_words(monday),
        accepted_count=counts["TicketAccepted", True],
        accepted=accepted,
        declined_count=counts["TicketDeclined", True],
        declined=declined,
        shipped=shipped,
        verdicts=verdicts,
        waiting={str(Stage(stage).label): waiting[stage] for stage in _OPEN if waiting.get(stage)},
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_default_timezone())


def _happened(monday: date, *kinds: str, weeks: int = 1) -> QuerySet[Entry]:
    """The entries of a week, or of so many that end with it."""
    ends = monday + timedelta(days=7)
    begins = ends - timedelta(days=7 * weeks)
    return Entry.objects.filter(kind__in=kinds, at__gte=_midnight(begins), at__lt=_midnight(ends))


def _counts(monday: date) -> tuple[Counter[tuple[str, bool]], Counter[int]]:
    """How many of each kind in this week (True), and in the one before; and how many of each area came in this week."""
    both = _happened(monday, "TicketReceived", "TicketAccepted", "TicketDeclined", weeks=2)
    is_this = Case(When(at__gte=_midnight(monday), then=True), default=False)
    rows = both.annotate(is_this=is_this).values_list("kind", "is_this", "plain__area_id").annotate(n=Count("pk"))
    counts, areas = Counter[tuple[str, bool]](), Counter[int]()
    for kind, is_now, area, n in rows.order_by():
        counts[kind, is_now] += n
        if area and is_now and kind == "TicketReceived":
            areas[area] += n
    return counts, areas


def _areas(counted: Counter[int]) -> list[tuple[str, int]]:
    """What most complaints were about."""
    most = counted.most_common(_AREAS + 1)
    names = ProductArea.objects.in_bulk([number for number, _n in most])
    return [(str(names[number]), n) for number, n in most if number in names][:_AREAS]


def _newest(monday: date, field: str, *kinds: str) -> list[tuple[str, int]]:
    """Kinds and the numbers that their entries name in a field, newest first."""
    rows = _happened(monday, *kinds).order_by("-at", "-pk").values_list("kind", f"plain__{field}")
    return [(kind, number) for kind, number in rows[:_LOOKED_AT] if number]


def _words(monday: date) -> list[Words]:
    """What came in and was not set aside, newest first, and something of each area before a second of any."""
    newest = _happened(monday, "TicketReceived").order_by("-at", "-pk").values("about_id")[:_LOOKED_AT]
    said = Ticket.objects.filter(pk__in=newest).exclude(stage=Stage.SET_ASIDE)
    shown = said.annotate(begins=Left("verbatim", _LONGEST + 1)).select_related("product_area").order_by("-pk")
    by_area: dict[str, list[Words]] = defaultdict(list)
    for ticket in shown.only("language", "product_area"):
        text, area = " ".join(ticket.begins.split()), str(ticket.product_area or "")
        text = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"
        by_area[area].append(Words(ticket.reference, text, ticket.language, area))
    return _in_turn(by_area.values())[:_QUOTES]


def _in_turn(groups: Iterable[list[Words]]) -> list[Words]:
    """The first of each, then the second of each …"""
    longest_first = sorted(groups, key=len, reverse=True)
    rounds = max((len(group) for group in longest_first), default=0)
    return [group[turn] for turn in range(rounds) for group in longest_first if turn < len(group)]


def _decided(monday: date) -> tuple[list[Accepted], list[Declined]]:
    newest = [number for _kind, number in _newest(monday, "decision_id", "TicketAccepted", "TicketDeclined")]
    return _accepted(newest), _declined(newest)


def _accepted(decisions: list[int]) -> list[Accepted]:
    voices = Voice.objects.filter(decision__in=decisions)
    rows = voices.values_list("item", "item__promise", "item__title").annotate(n=Count("pk")).order_by("-n", "item")
    return [Accepted(f"PB-{pk}", promise or title, n) for pk, promise, title, n in rows[:_OF_EACH]]


def _declined(decisions: list[int]) -> list[Declined]:
    declined = Decision.objects.filter(pk__in=decisions, outcome=Outcome.DECLINED)
    rows = declined.values_list("reason", "waiting_for__name").annotate(n=Count("pk")).order_by("-n", "reason")
    return [Declined(str(Reason(reason).label), name or "", n) for reason, name, n in rows[:_OF_EACH]]


def _items(monday: date) -> tuple[list[Shipped], list[Shipped]]:
    """The items that shipped, and those of which the numbers said something new; newest first, as it is with them now."""
    newest = _newest(monday, "item_id", "ItemShipped", *_VERDICTS)
    shipped = list(dict.fromkeys(number for kind, number in newest if kind == "ItemShipped"))[:_OF_EACH]
    judged = list(dict.fromkeys(number for kind, number in newest if kind in _VERDICTS))[:_OF_EACH]
    found: dict[int, Any] = Item.objects.select_related("measurement").in_bulk([*shipped, *judged])
    return [_shipped(found[pk]) for pk in shipped], [_shipped(found[pk]) for pk in judged]


def _shipped(item: Item) -> Shipped:
    measured = getattr(item, "measurement", None)
    return Shipped(
        reference=item.reference,
        title=item.title,
        promise=item.promise,
        verdict=str(measured.get_verdict_display()) if measured else "",
        stage=item.stage,
        before=measured.before if measured else 0,
        after=measured.after if measured else 0,
    )

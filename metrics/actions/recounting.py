"""Count it all again: a day from its entries, weeks and months from their days."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time
from itertools import chain
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from common.clock import today
from common.locking import hold
from journal.events import Event
from journal.models import Delivery, Entry
from metrics.actions.counting import INSERT, TO_COUNT_AGAIN, Tally, put
from metrics.actions.summing import BY_HASH, summed
from metrics.actions.ticking import COUNTED, RULES, day_of
from metrics.cuts import FINE, Cut, cuts_summed
from metrics.models import Count, Reckoning
from metrics.spans import DAY, Grain, first_of, last_of, parts

REACTION = "metrics.reactions.count_it"
_KINDS = [event.__name__ for event in COUNTED]
_PUT_RIGHT_LATER = "AftermathCorrected"


class Progress(NamedTuple):
    """How far a count of everything has come."""

    until: date
    entries: int


def rules() -> str:
    """What the counts depend on beside the entries: what is counted, and when a day begins."""
    return f"{RULES} {settings.TIME_ZONE}"


def rebuild(since: date | None = None, *, hands: int = 1) -> Iterator[Progress]:
    """Count every entry again, a month at a time; the dashboard stays right and entries go on being counted meanwhile.

    With two hands, one reads and tallies while PostgreSQL sums up for the other: twice as fast where there are two cores.
    """
    months = parts(Grain.MONTH, *days_there_are(since))
    if hands == 1:
        yield from map(_count_a_month, months)
        return
    pool = ThreadPoolExecutor(hands)
    try:
        yield from pool.map(_count_a_month_apart, months)
    finally:
        pool.shutdown(cancel_futures=True)


@transaction.atomic
def recount(day: date) -> int:
    """Count one day anew in its fine cuts, from the entries that were followed; returns how many entries it had."""
    have_the_ledger(f"counts of {day}")
    _revive_what_was_given_up(day)
    tally, entries = tally_of(day)
    Count.objects.filter(grain=Grain.DAY, first=day, cut__in=FINE).delete()
    put(tally.fine())
    return entries


def coarsen(first: date, last: date) -> None:
    """Sum up days into the other cuts, and into every week and month that they touch."""
    for grain in Grain:
        _coarsen(grain, first_of(grain, first), last_of(grain, last))


@transaction.atomic
def _coarsen(grain: Grain, begin: date, end: date) -> None:
    """One at a time, for a week may be of two months."""
    have_the_ledger(f"counts of every {grain}")
    cuts = cuts_summed(grain)
    Count.objects.filter(grain=grain, first__range=(begin, end), cut__in=cuts).delete()
    with connection.cursor() as cursor:
        cursor.execute(BY_HASH)
        for cut in cuts:
            cursor.execute(INSERT.replace("VALUES %s", summed(cut, grain)), [begin, end])


def tally_of(day: date) -> tuple[Tally, int]:
    """Count a day without keeping anything: what happened in it, and what was put right about it later.

    What still waits to be followed is left to its delivery.
    """
    tally, entries = Tally(), 0
    rows = (found.values_list("kind", "plain", "at").iterator(chunk_size=5000) for found in _entries_of(day))
    for kind, plain, at in chain.from_iterable(rows):
        tally.add(Event.read(kind, plain, at), at, only=day)
        entries += 1
    return tally, entries


def reckoning() -> Reckoning:
    """The one row about the counts as such."""
    return Reckoning.objects.get_or_create(pk=1, defaults={"rules": ""})[0]


def have_the_ledger(part: str) -> None:
    """Nobody adds meanwhile, and nobody else counts this part again; and it may take longer than a page."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '60s'; SET LOCAL statement_timeout = '10min'")
        cursor.execute(TO_COUNT_AGAIN)
    hold(part)


def days_there_are(since: date | None) -> tuple[date, date]:
    """The first and the last day that has entries or counts; not before `since`."""
    moments = [Entry.objects.order_by("at").values_list("at", flat=True).first(),
               Entry.objects.order_by("-at").values_list("at", flat=True).first()]  # fmt: skip
    days = Count.objects.filter(cut=Cut.ALL, grain=Grain.DAY).order_by("first").values_list("first", flat=True)
    known = [day_of(moment) for moment in moments if moment] + [day for day in (days.first(), days.last()) if day]
    return max(since or date.min, min(known, default=today())), max(known, default=today())


def _count_a_month_apart(days: tuple[date, date]) -> Progress:
    """In a thread, by a connection of its own."""
    try:
        return _count_a_month(days)
    finally:
        connection.close()


def _count_a_month(days: tuple[date, date]) -> Progress:
    first, last = days
    entries = sum(recount(first + DAY * n) for n in range((last - first).days + 1))
    coarsen(first, last)
    return Progress(last, entries)


def _entries_of(day: date) -> list[QuerySet[Entry]]:
    zone = timezone.get_default_timezone()
    begin, end = (datetime.combine(each, time.min, zone) for each in (day, day + DAY))
    happened = Entry.objects.filter(kind__in=_KINDS, at__gte=begin, at__lt=end).exclude(kind=_PUT_RIGHT_LATER)
    put_right = Entry.objects.filter(kind=_PUT_RIGHT_LATER, at__gte=begin, plain__noted_on=day.isoformat())
    waiting = Delivery.objects.filter(entry=OuterRef("pk"), reaction=REACTION, done_at=None)
    return [rows.exclude(Exists(waiting)) for rows in (happened, put_right)]


def _revive_what_was_given_up(day: date) -> None:
    """What could never be counted when its turn came is counted now, and done."""
    zone = timezone.get_default_timezone()
    begin, end = (datetime.combine(each, time.min, zone) for each in (day, day + DAY))
    dead = Delivery.objects.filter(reaction=REACTION, dead_at__isnull=False, done_at=None)
    dead.filter(entry__at__gte=begin, entry__at__lt=end).update(done_at=timezone.now(), dead_at=None)

"""Count everything again, month by month."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import NamedTuple

from django.db import connection

from common.clock import today
from journal.models import Entry
from metrics.actions.recounting import coarsen, recount
from metrics.actions.ticking import day_of
from metrics.cuts import Cut
from metrics.models import Count
from metrics.spans import DAY, Grain, parts


class Progress(NamedTuple):
    """How far a count of everything has come."""

    until: date
    entries: int


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

"""Which days, weeks and months make up a period? As few as there are: twenty-four months cost what twelve weeks do."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

DAY, WEEK_LONG = timedelta(days=1), timedelta(days=7)


class Grain(StrEnum):
    """How long a span is that is counted as one."""

    DAY = "d"
    WEEK = "w"
    MONTH = "m"


Span = tuple[Grain, date]
"""A day, a week from its Monday, a month from its first."""


def first_of(grain: Grain, day: date) -> date:
    """The first day of the span in which a day lies."""
    if grain == Grain.MONTH:
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if grain == Grain.WEEK else day


def last_of(grain: Grain, day: date) -> date:
    """The last day of the span in which a day lies."""
    if grain == Grain.MONTH:
        return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - DAY
    return first_of(grain, day) + timedelta(days=6) if grain == Grain.WEEK else day


@lru_cache(maxsize=512)
def cover(first: date, last: date) -> tuple[Span, ...]:
    """The whole months of a period, the whole weeks of what is left of it, and the days that are left then."""
    found: list[Span] = []
    day = first
    while day <= last:
        grain = next(grain for grain in (Grain.MONTH, Grain.WEEK, Grain.DAY) if _fits(grain, day, last))
        found.append((grain, day))
        day = last_of(grain, day) + DAY
    return tuple(found)


@lru_cache(maxsize=512)
def runs(first: date, last: date) -> tuple[tuple[Grain, date, date], ...]:
    """The same spans, those of one grain that follow each other as one run: its first day, and that of its last span."""
    found: list[tuple[Grain, date, date]] = []
    for grain, day in cover(first, last):
        begun = found.pop()[1] if found and found[-1][0] == grain else day
        found.append((grain, begun, day))
    return tuple(found)


def parts(grain: Grain, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The spans of one grain that a period touches, cut off at its ends."""
    day = first
    while day <= last:
        end = min(last_of(grain, day), last)
        yield day, end
        day = end + DAY


def _fits(grain: Grain, day: date, last: date) -> bool:
    """Whether a span begins here and ends in time; a week gives way to a whole month that begins in it."""
    end = last_of(grain, day)
    if first_of(grain, day) != day or end > last:
        return False
    begins_in_it = first_of(Grain.MONTH, end) > day and last_of(Grain.MONTH, end) <= last
    return grain != Grain.WEEK or not begins_in_it

"""Which counts, which tickets? Each question reads a day, or the history of the few things it names."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet
from psycopg2.extras import execute_values

from spikes.surprise import WINDOWS
from spikes.vocabulary import ALL, Family

if TYPE_CHECKING:
    from spikes.models import Sighting, Spike, Tally  # noqa: F401

HOUR, DAY = "h", "d"


class Thing(NamedTuple):
    """What complaints are counted by: an area, a first ticket of what is alike, a word; each has a number."""

    family: str
    key: int


class Cell(NamedTuple):
    """Where something is counted."""

    grain: str
    family: str
    key: int
    at: datetime


class TallyQuerySet(QuerySet["Tally"]):
    """Tally.objects …"""

    def add(self, cells: Mapping[Cell, int]) -> None:
        """… grows by these; always in the same order of rows, so that two who count never block each other."""
        with connection.cursor() as cursor:
            execute_values(cursor.cursor, _ADD, [(*cell, n) for cell, n in sorted(cells.items())], page_size=1000)

    def in_windows(self, until: datetime, least: int) -> dict[Thing, dict[int, int]]:
        """… of the last hours: thing → hours of the window → how many, where there are enough to say anything."""
        sums = ", ".join(f"coalesce(sum(n) FILTER (WHERE at > %(u)s - interval '{h} hours'), 0)" for h in WINDOWS)
        with connection.cursor() as cursor:
            told: dict[str, Any] = {
                "u": until,
                "begin": until - timedelta(hours=WINDOWS[-1]),
                "least": least,
                "all": ALL,
            }
            cursor.execute(_LATELY.format(sums=sums), told)
            return {
                Thing(family, key): dict(zip(WINDOWS, map(int, counts), strict=True))
                for family, key, *counts in cursor.fetchall()
            }

    def sums(self, things: Sequence[Thing], since: datetime, until: datetime) -> dict[Thing, int]:
        """… by thing, over these days."""
        return {Thing(family, key): int(n) for family, key, n in _asked(_SUMS, things, since, until)}

    def of_days(self, things: Sequence[Thing], since: datetime, until: datetime) -> dict[Thing, dict[datetime, int]]:
        """… day by day."""
        return _by_moment(_asked(_DAYS, things, since, until))

    def at_hours(self, things: Sequence[Thing], hours: Sequence[datetime]) -> dict[Thing, dict[datetime, int]]:
        """… at these hours."""
        return _by_moment(_asked(_HOURS, things, list(hours)))

    def known(self, since: datetime) -> dict[str, int]:
        """Family → how many different things were counted since."""
        with connection.cursor() as cursor:
            cursor.execute(_KNOWN, [since])
            return dict(cursor.fetchall())


class SightingQuerySet(QuerySet["Sighting"]):
    """Sighting.objects …"""

    def of(self, things: Iterable[Thing]) -> "SightingQuerySet":
        """… of any of these things."""
        asked = Q(pk__in=[])
        for family, key in things:
            asked |= _OF[family](key)
        return self.filter(asked)


class SpikeQuerySet(QuerySet["Spike"]):
    """Spike.objects …"""

    def on(self) -> "SpikeQuerySet":
        """… that are not over."""
        return self.filter(over_at__isnull=True)

    def known(self, moment: datetime) -> "SpikeQuerySet":
        """… of which nobody has to be told anew: not over, or to be quiet still."""
        return self.filter(Q(over_at__isnull=True) | Q(quiet_until__gt=moment))

    def loud(self, moment: datetime) -> "SpikeQuerySet":
        """… that are on and not to be quiet."""
        return self.on().filter(Q(quiet_until__isnull=True) | Q(quiet_until__lte=moment))

    def drawn(self) -> "SpikeQuerySet":
        """… with what a row shows."""
        return self.select_related("seen_by", "quiet_by").prefetch_related("signs")


_OF: dict[str, Callable[[int], Q]] = {
    Family.AREA: lambda key: Q(areas__contains=[key]),
    Family.KIN: lambda key: Q(kin=key),
    Family.WORD: lambda key: Q(words__contains=[key]),
}


def _asked(statement: str, things: Sequence[Thing], *more: Any) -> list[tuple[Any, ...]]:
    families, keys = [thing.family for thing in things], [thing.key for thing in things]
    with connection.cursor() as cursor:
        cursor.execute(statement, [families, keys, *more])
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _by_moment(rows: Iterable[tuple[Any, ...]]) -> dict[Thing, dict[datetime, int]]:
    found: dict[Thing, dict[datetime, int]] = {}
    for family, key, at, n in rows:
        found.setdefault(Thing(family, key), {})[at] = n
    return found


_ADD = """
INSERT INTO spikes_tally AS kept (grain, family, key, at, n) VALUES %s
ON CONFLICT (family, key, grain, at) DO UPDATE SET n = kept.n + excluded.n
"""
_LATELY = """
SELECT family, key, {sums} FROM spikes_tally
WHERE grain = 'h' AND at > %(begin)s AND at <= %(u)s AND family <> %(all)s
GROUP BY family, key HAVING sum(n) >= %(least)s
"""
_THINGS = "FROM spikes_tally JOIN unnest(%s::text[], %s::bigint[]) AS asked (family, key) USING (family, key)"
_SUMS = f"SELECT family, key, sum(n) {_THINGS} WHERE grain = 'd' AND at >= %s AND at < %s GROUP BY family, key"
_DAYS = f"SELECT family, key, at, n {_THINGS} WHERE grain = 'd' AND at >= %s AND at < %s"
_HOURS = f"SELECT family, key, at, n {_THINGS} WHERE grain = 'h' AND at = ANY(%s)"
_KNOWN = "SELECT family, count(DISTINCT key) FROM spikes_tally WHERE grain = 'd' AND at >= %s AND n > 0 GROUP BY family"

"""Which counts? Sums by week, by reason, by capability; exact medians. The cost follows the days, not the tickets."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import DateField, Func, QuerySet, Sum

if TYPE_CHECKING:
    from metrics.models import DayCount  # noqa: F401


@dataclass(frozen=True)
class Scope:
    """A period (both days included), and areas and a channel where only some are asked for."""

    first: date
    last: date
    area_ids: tuple[int, ...] = ()
    channel: str = ""


class DayCountQuerySet(QuerySet["DayCount"]):
    """DayCount.objects …"""

    def within(self, scope: Scope) -> "DayCountQuerySet":
        """… of a period, areas and channel."""
        return self.alike(scope).filter(day__range=(scope.first, scope.last))

    def alike(self, scope: Scope) -> "DayCountQuerySet":
        """… of areas and channel, whenever."""
        rows = self.filter(area_id__in=scope.area_ids) if scope.area_ids else self
        return rows.filter(channel=scope.channel) if scope.channel else rows

    def weekly(self) -> "DayCountQuerySet":
        """… with the Monday of their `week`."""
        return self.annotate(week=Func("day", template=_MONDAY, output_field=DateField()))

    def by_week(self) -> dict[tuple[date, str], int]:
        """… summed: `(Monday, measure)` → how many."""
        rows = self.weekly().by("week", "measure")
        return {(week, str(measure)): n for (week, measure), n in rows.items() if isinstance(week, date)}

    def by(self, *names: str) -> dict[tuple[object, ...], int]:
        """… summed by these fields."""
        rows = self.values(*names).annotate(sum=Sum("n")).order_by()
        return {tuple(row[name] for name in names): row["sum"] for row in rows}

    def medians(self) -> dict[str, float]:
        """… measure → median seconds; heard since received, and decided (either way) since received."""
        timed = self.filter(measure__in=("heard", "accepted", "declined"))
        base, parameters = timed.values("measure", "seconds").query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(_MEDIANS.format(base=base), parameters)
            [medians] = cursor.fetchall()
            named = zip(("heard", "decided"), medians, strict=True)
            return {name: float(value) for name, value in named if value is not None}


_MONDAY = "(%(expressions)s - mod(%(expressions)s - DATE '0001-01-01', 7))"
"""The Monday of a day, by whole days: a date needs no time zone, and `date_trunc` would give it one for every row."""

_MEDIANS = """
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY second) FILTER (WHERE is_heard),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY second) FILTER (WHERE NOT is_heard)
FROM (SELECT measure = 'heard' AS is_heard, unnest(seconds) AS second FROM ({base}) AS counts) AS each
"""
"""Unnested in the select list and told apart by filters: a third of the time of a lateral join and a GROUP BY."""

"""Which counts? Sums over as few rows as a question allows: of the coarsest spans and of the cut that just answers it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import QuerySet

from metrics.spans import cover

if TYPE_CHECKING:
    from metrics.models import Count  # noqa: F401

SPLITS = {"area": "area_id", "channel": "channel", "language": "language", "team": "team_id", "company": "company_id"}
"""What complaints may be told apart by, and the column that does."""

Period = tuple[str, date, date]
"""A name, its first and its last day."""


@dataclass(frozen=True)
class Scope:
    """A period (both days included), and areas, a channel, a language, a team or a company where only some are asked for."""

    first: date
    last: date
    area_ids: tuple[int, ...] = ()
    channel: str = ""
    language: str = ""
    team_id: int = 0
    company_id: int = 0

    @property
    def narrowed(self) -> dict[str, list[Any]]:
        """Column → the values that are asked for."""
        asked: dict[str, Iterable[Any]] = {
            "area_id": self.area_ids,
            "channel": [self.channel],
            "language": [self.language],
            "team_id": [self.team_id],
            "company_id": [self.company_id],
        }
        return {name: [*values] for name, values in asked.items() if any(values)}

    def between(self, first: date, last: date) -> "Scope":
        """The same of other days."""
        return replace(self, first=first, last=last)


class CountQuerySet(QuerySet["Count"]):
    """Count.objects …"""

    def sums(
        self, scope: Scope, periods: Sequence[Period], *, of: Sequence[str], by: Sequence[str] = ()
    ) -> dict[tuple[Any, ...], dict[str, int]]:
        """… of these measures, for each period: `(name of the period, *values of the columns `by`)` → measure → how many."""
        sums = ", ".join(f"sum({name})" for name in of)
        rows = self._asked(scope, periods, by, shown=sums, joined="", grouped=1 + len(by))
        return {row[: 1 + len(by)]: dict(zip(of, row[1 + len(by) :], strict=True)) for row in rows}

    def details(
        self, scope: Scope, periods: Sequence[Period], *, of: Sequence[str], by: Sequence[str] = ()
    ) -> dict[tuple[Any, ...], dict[str, int]]:
        """… whose keys begin with one of these: `(name of the period, *by)` → key → how many."""
        joined = "CROSS JOIN LATERAL unnest(counts.keys, counts.numbers) AS more (key, n)"
        rows = self._asked(
            scope, periods, by, shown="more.key, sum(more.n)", joined=joined, grouped=2 + len(by), beginnings=of
        )
        found: dict[tuple[Any, ...], dict[str, int]] = {}
        for row in rows:
            found.setdefault(row[:-2], {})[row[-2]] = row[-1]
        return found

    def _asked(
        self,
        scope: Scope,
        periods: Sequence[Period],
        by: Sequence[str],
        *,
        shown: str,
        joined: str,
        grouped: int,
        beginnings: Sequence[str] = (),
    ) -> list[tuple[Any, ...]]:
        """One statement: the spans that make up each period, joined with the rows of the cut; names are our own."""
        narrowed = scope.narrowed
        cut = cut_for({*narrowed, *by})
        spans = list(periods if cut == "finest" else _spans(periods))
        where = [f"counts.{name} = ANY(%s)" for name in narrowed] + ["more.key ~ %s"] * bool(beginnings)
        statement = _ASKED.format(
            by="".join(f"counts.{name}, " for name in by),
            shown=shown,
            spans=_DAYS if cut == "finest" else _SPANS,
            joined=joined,
            where="".join(f" AND {each}" for each in where),
            grouped=", ".join(str(n) for n in range(1, grouped + 1)),
        )
        columns = [list(column) for column in zip(*spans, strict=True)] if spans else [[], [], []]
        pattern = ["^(" + "|".join(beginnings) + ")"] if beginnings else []
        with connection.cursor() as cursor:
            cursor.execute(statement, [*columns, cut, *narrowed.values(), *pattern])
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found


def cut_for(columns: set[str]) -> str:
    """The coarsest cut that tells these columns apart."""
    if not columns:
        return "all"
    if len(columns) == 1:
        return next(name for name, column in SPLITS.items() if {column} == columns)
    return "finest" if "company_id" in columns else "each"


def _spans(periods: Sequence[Period]) -> Iterator[tuple[str, str, date]]:
    """The spans that make up each period."""
    for name, first, last in periods:
        for grain, day in cover(first, last):
            yield name, grain.value, day


_SPANS = """unnest(%s::text[], %s::text[], %s::date[]) AS span (name, grain, first)
JOIN metrics_count AS counts ON counts.grain = span.grain AND counts.first = span.first"""
_DAYS = """unnest(%s::text[], %s::date[], %s::date[]) AS span (name, first, last)
JOIN metrics_count AS counts ON counts.grain = 'd' AND counts.first BETWEEN span.first AND span.last"""
"""What tells all five things apart is kept day by day only, and asked for one company."""
_ASKED = """
SELECT span.name, {by}{shown}
FROM {spans} AND counts.cut = %s
{joined}
WHERE TRUE{where}
GROUP BY {grouped}
"""

"""Which counts? Sums over as few rows as a question allows: of the coarsest spans and of the cut that just answers it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from metrics.cuts import cut_for
from metrics.shelves import WORDS, Shelf
from metrics.spans import Grain, runs

if TYPE_CHECKING:
    from metrics.models import Count  # noqa: F401

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


class Wanted(NamedTuple):
    """More than sums: what stands on a shelf in these periods, told apart by a column of whole numbers where one is named."""

    shelf: Shelf
    periods: Sequence[Period]
    by: str = ""


More = dict[str, dict[tuple[str, int], dict[Any, int]]]
"""What is wanted → period and value of the column → key → how many."""


class CountQuerySet(QuerySet["Count"]):
    """Count.objects …"""

    def sums(
        self, scope: Scope, periods: Sequence[Period], *, of: Sequence[str], by: Sequence[str] = ()
    ) -> dict[tuple[Any, ...], dict[str, int]]:
        """… of these measures, for each period: `(name of the period, *values of the columns `by`)` → measure → how many."""
        told_apart = ", ".join(["span.name", *(f"counts.{name}" for name in by)])
        shown = ", ".join(f"sum(counts.{name})" for name in of)
        rows, values = _rows(scope, periods, by)
        found = _ask(f"SELECT {told_apart}, {shown} FROM {rows} GROUP BY {told_apart}", values)  # noqa: S608 (names of our own)
        apart = 1 + len(by)
        return {row[:apart]: dict(zip(of, row[apart:], strict=True)) for row in found}

    def details(self, scope: Scope, wanted: Mapping[str, Wanted]) -> More:
        """… of what stands on shelves, all that is wanted with one question."""
        statements, values = [], []
        for name, one in wanted.items():
            rows, more = _rows(scope, one.periods, [one.by] if one.by else [])
            of = one.shelf._asdict() | _WRITTEN_AS[one.shelf == WORDS] | {"by": f"counts.{one.by}" if one.by else "0"}
            statements.append(_DETAILS.format(name=name, rows=rows, **of))
            values += more
        found: More = {name: {} for name in wanted}
        for name, period, value, code, word, n in _ask_unsorted(" UNION ALL ".join(statements), values):
            found[name].setdefault((period, value), {})[word or code] = n
        return found


def _rows(scope: Scope, periods: Sequence[Period], by: Sequence[str]) -> tuple[str, list[Any]]:
    """The rows of the spans that make up each period, in the coarsest cut that answers; and the values of that SQL."""
    narrowed = scope.narrowed
    runs = list(_runs(periods, {*narrowed, *by}))
    where = "".join(f" AND counts.{name} = ANY(%s)" for name in narrowed)
    columns = [list(column) for column in zip(*runs, strict=True)] if runs else [[], [], [], [], []]
    return _ROWS.format(where=where), [*columns, *narrowed.values()]


def _ask(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _ask_unsorted(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What is asked next in a transaction that goes on may sort again."""
    found = _ask(_UNSORTED + statement, values)
    if connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(_SORTED)
    return found


def _runs(periods: Sequence[Period], columns: set[str]) -> Iterator[tuple[str, str, str, date, date]]:
    """The spans that make up each period, in runs, each in the coarsest cut that tells these columns apart."""
    every_day = cut_for(columns, Grain.MONTH) is None
    for name, first, last in periods:
        for grain, begin, end in [(Grain.DAY, first, last)] if every_day else runs(first, last):
            if cut := cut_for(columns, grain):
                yield name, cut.value, grain.value, begin, end


_ROWS = """unnest(%s::text[], %s::text[], %s::text[], %s::date[], %s::date[]) AS span (name, cut, grain, first, last)
CROSS JOIN LATERAL (
  SELECT * FROM metrics_count AS counts
  WHERE counts.cut = span.cut AND counts.grain = span.grain AND counts.first BETWEEN span.first AND span.last{where}
  OFFSET 0
) AS counts"""
"""Each run by the index: joined freely, PostgreSQL takes all rows of an area and throws most of them away."""
_UNSORTED = "SET LOCAL enable_sort = off; "
"""PostgreSQL expects a few keys and sorts tens of thousands; put into heaps unsorted, they cost half. For this question only."""
_SORTED = "SET LOCAL enable_sort TO DEFAULT"
_DETAILS = """
SELECT '{name}', span.name, {by}, {code}, {word}, sum(more.n)
FROM {rows}
CROSS JOIN LATERAL unnest(counts.{keys}, counts.{numbers}) AS more (key, n)
GROUP BY 1, 2, 3, 4, 5
"""
_WRITTEN_AS = ({"code": "more.key", "word": "NULL::text"}, {"code": "0", "word": "more.key"})
"""Numbers, or words."""

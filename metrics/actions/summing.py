"""SQL: days summed up to another cut and a longer span, and where what is kept is not that sum. All names are our own."""

from metrics.actions.counting import COLUMNS, FILLED, FINE, OF_COMPANIES, PLACE, TOLD_APART
from metrics.models import Cut
from metrics.queries import SPLITS
from metrics.shelves import SHELVES
from metrics.spans import Grain


def summed(cut: Cut, grain: Grain) -> str:
    """SQL: the days of a period, summed up to a cut and a grain."""
    source = Cut.FINEST if cut in OF_COMPANIES else Cut.EACH
    apart = TOLD_APART[cut]
    dims = [name if name in apart else f"{_NOTHING[name]} AS {name}" for name in SPLITS.values()]
    return _SUMMED.format(
        cut=cut.value,
        grain=grain.value,
        source=source.value,
        first=_FIRST[grain],
        dims=", ".join(dims),
        sums=", ".join(f"sum({name})::int AS {name}" for name in COLUMNS),
        names=", ".join(COLUMNS),
        filled=", ".join(FILLED[len(COLUMNS) :]),
        shelves="".join(_SHELF.format(*shelf, place=_WITHIN) for shelf in SHELVES),
        found=", ".join(f"coalesce({name}, '{{}}') AS {name}" for name in FILLED[len(COLUMNS) :]),
        joined=" ".join(f"LEFT JOIN more_{shelf.keys} USING ({_WITHIN})" for shelf in SHELVES),
        place=_WITHIN,
    )


def cuts_summed(grain: Grain) -> list[Cut]:
    """Which cuts are sums of finer days in a grain; what tells all five things apart has no weeks and months."""
    return [cut for cut in Cut if cut not in (FINE if grain == Grain.DAY else (Cut.FINEST,))]


def different(cut: Cut, grain: Grain) -> str:
    """The number of rows that are not what the sum of their days is."""
    return _DIFFERENT.format(place=", ".join(PLACE), names=", ".join(FILLED), summed=summed(cut, grain))


BY_HASH = "SET LOCAL enable_nestloop = off"
"""Days that were counted just now are in no statistics yet: PostgreSQL expects none, and would hold each row against every other."""
_NOTHING = {
    "area_id": "0::bigint",
    "channel": "''",
    "language": "''",
    "team_id": "0::bigint",
    "company_id": "0::bigint",
}
_FIRST = {
    Grain.DAY: "first",
    Grain.WEEK: "(first - mod(first - DATE '0001-01-01', 7))",
    Grain.MONTH: "(first - extract(day FROM first)::int + 1)",
}
_SUMMED = """
WITH days AS (
  SELECT {first} AS first, {dims}, {names}, {filled} FROM metrics_count
  WHERE cut = '{source}' AND grain = 'd' AND first BETWEEN %s AND %s
), plain AS (
  SELECT {place}, {sums} FROM days GROUP BY {place}
){shelves}
SELECT '{cut}' AS cut, '{grain}' AS grain, {place}, {names}, {found}
FROM plain {joined}
"""
_SHELF = """, more_{0} AS (
  SELECT {place}, array_agg(key ORDER BY key) AS {0}, array_agg(n ORDER BY key) AS {1}
  FROM (
    SELECT {place}, key, sum(n)::int AS n
    FROM (SELECT {place}, unnest({0}) AS key, unnest({1}) AS n FROM days) AS each
    GROUP BY {place}, key HAVING sum(n) <> 0
  ) AS summed
  GROUP BY {place}
)"""
_WITHIN = ", ".join(("first", *SPLITS.values()))
_DIFFERENT = """
WITH fresh AS ({summed}), kept AS (
  SELECT {place}, {names} FROM metrics_count WHERE cut = %s AND grain = %s AND first BETWEEN %s AND %s
)
SELECT count(*) FROM (
  (SELECT {place}, {names} FROM fresh EXCEPT ALL SELECT {place}, {names} FROM kept)
  UNION ALL
  (SELECT {place}, {names} FROM kept EXCEPT ALL SELECT {place}, {names} FROM fresh)
) AS wrong
"""

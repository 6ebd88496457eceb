"""SQL: days summed up to another cut and a longer span, and where what is kept is not that sum. All names are our own."""

from metrics.actions.counting import COLUMNS, FILLED, PLACE
from metrics.cuts import SPLITS, TOLD_APART, Cut, source_of
from metrics.shelves import SHELVES
from metrics.spans import Grain


def summed(cut: Cut, grain: Grain) -> str:
    """SQL: the finer rows of a period, summed up to a cut and a grain."""
    source, spans = source_of(cut, grain)
    apart = TOLD_APART[cut]
    place = ", ".join(("first", *apart))
    return _SUMMED.format(
        cut=cut.value,
        grain=grain.value,
        source=source.value,
        spans=spans.value,
        apart=", ".join((f"{_FIRST[grain]} AS first" if spans != grain else "first", *apart)),
        sums=", ".join(f"sum({name})::int AS {name}" for name in COLUMNS),
        names=", ".join(COLUMNS),
        filled=", ".join(FILLED[len(COLUMNS) :]),
        shelves="".join(_SHELF.format(*shelf, place=place) for shelf in SHELVES),
        found=", ".join(f"coalesce({name}, '{{}}') AS {name}" for name in FILLED[len(COLUMNS) :]),
        joined=" ".join(f"LEFT JOIN more_{shelf.keys} USING ({place})" for shelf in SHELVES),
        place=place,
        where=", ".join(("first", *(name if name in apart else _NOTHING[name] for name in SPLITS.values()))),
    )


def different(cut: Cut, grain: Grain) -> str:
    """The number of rows that are not what the sum of their days is."""
    return _DIFFERENT.format(place=", ".join(PLACE), names=", ".join(FILLED), summed=summed(cut, grain))


BY_HASH = "SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '64MB'"
"""Days that were counted just now are in no statistics yet: PostgreSQL expects none, and would hold each row against every other.
And a month of them goes into memory."""
_NOTHING = {
    "area_id": "0::bigint AS area_id",
    "channel": "'' AS channel",
    "language": "'' AS language",
    "team_id": "0::bigint AS team_id",
    "company_id": "0::bigint AS company_id",
}
_FIRST = {
    Grain.DAY: "first",
    Grain.WEEK: "(first - mod(first - DATE '0001-01-01', 7))",
    Grain.MONTH: "(first - extract(day FROM first)::int + 1)",
}
_SUMMED = """
WITH finer AS (
  SELECT {apart}, {names}, {filled} FROM metrics_count
  WHERE cut = '{source}' AND grain = '{spans}' AND first BETWEEN %s AND %s
), plain AS (
  SELECT {place}, {sums} FROM finer GROUP BY {place}
){shelves}
SELECT '{cut}' AS cut, '{grain}' AS grain, {where}, {names}, {found}
FROM plain {joined} ORDER BY {place}
"""
"""In the order of their place, so that those that are read together lie together."""
_SHELF = """, more_{0} AS (
  SELECT {place}, array_agg(key ORDER BY key) AS {0}, array_agg(n ORDER BY key) AS {1}
  FROM (
    SELECT {place}, key, sum(n)::int AS n
    FROM (SELECT {place}, unnest({0}) AS key, unnest({1}) AS n FROM finer) AS each
    GROUP BY {place}, key HAVING sum(n) <> 0
  ) AS summed
  GROUP BY {place}
)"""
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

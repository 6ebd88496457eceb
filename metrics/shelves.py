"""Where in a row does a key stand? Durations and hours, of which one look adds up thousands, are numbers apart from words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from metrics.figures import TIMES


class Shelf(NamedTuple):
    """Two columns of a row, side by side: keys, and how many of each."""

    keys: str
    numbers: str


WORDS = Shelf("keys", "numbers")
DURATIONS = Shelf("durations", "durations_n")
HOURS = Shelf("hours", "hours_n")
SHELVES = (WORDS, DURATIONS, HOURS)
_APART = 10_000
"""More than there are buckets: where the next kind of duration begins."""
_HOURS, _RECEIVED = 24, "received:"

MERGED = """
({0}, {1}) = (
  SELECT coalesce(array_agg(key ORDER BY key), '{{}}'), coalesce(array_agg(n ORDER BY key), '{{}}')
  FROM (
    SELECT key, sum(n)::int AS n
    FROM (SELECT unnest(kept.{0} || excluded.{0}) AS key, unnest(kept.{1} || excluded.{1}) AS n) AS each
    GROUP BY key HAVING sum(n) <> 0
  ) AS more
)"""
"""SQL: what is kept on a shelf, and what is to be added."""

Took = dict[str, dict[int, int]]
"""Kind of duration → bucket → how many."""


def shelved(numbers: Mapping[str, int], *, but: frozenset[str]) -> dict[Shelf, dict[str | int, int]]:
    """What is on each shelf of a row, in the order of its keys, without what is nothing and what has columns of its own."""
    found: dict[Shelf, dict[str | int, int]] = {shelf: {} for shelf in SHELVES}
    for key, n in numbers.items():
        if n and key not in but:
            shelf, code = _place(key)
            found[shelf][code] = n
    return {shelf: dict(sorted(kept.items())) for shelf, kept in found.items()}


def spelled(shelf: Shelf, code: str | int) -> str:
    """The key that stands at a place of a shelf: `heard@42`, `received:3-14`, `declined:not_yet`."""
    if shelf == DURATIONS:
        name, bucket = _timed(int(code))
        return f"{name}@{bucket}"
    return "{}{}-{}".format(_RECEIVED, *divmod(int(code), _HOURS)) if shelf == HOURS else str(code)


def took(durations: Iterable[tuple[int, int]]) -> Took:
    """Durations of a shelf by their kind."""
    found: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for code, n in durations:
        name, bucket = _timed(code)
        found[name][bucket] = n
    return dict(found)


def _place(key: str) -> tuple[Shelf, str | int]:
    name, _at, bucket = key.partition("@")
    if bucket:
        return DURATIONS, TIMES.index(name) * _APART + int(bucket)
    if key.startswith(_RECEIVED):
        day, hour = key.removeprefix(_RECEIVED).split("-")
        return HOURS, int(day) * _HOURS + int(hour)
    return WORDS, key


def _timed(code: int) -> tuple[str, int]:
    return TIMES[code // _APART], code % _APART

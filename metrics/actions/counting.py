"""Count what happened: add it to its day, week and month in every cut, each entry once."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import StringIO
from itertools import chain
from typing import Any, NamedTuple

from django.db import connection, transaction
from psycopg2.extras import execute_values

from journal.events import Event
from metrics.actions.ticking import Facts, Tick, day_of, ticked
from metrics.cuts import FINE, OF_COMPANIES, SPLITS, TOLD_APART, Cut, is_kept
from metrics.histogram import bucket
from metrics.models import PLAIN, Measure, Reckoning
from metrics.shelves import MERGED, SHELVES, shelved
from metrics.spans import Grain, first_of

COLUMNS = tuple(measure.value for measure in PLAIN)
_TIMED = {measure.value: name for name, measures in {
    "heard": [Measure.HEARD], "decided": [Measure.ACCEPTED, Measure.DECLINED], "shipped": [Measure.SHIPPED],
}.items() for measure in measures}  # fmt: skip
"""Under which name durations are kept; a yes and a no are one."""


class Cell(NamedTuple):
    """Where something is counted."""

    cut: str
    grain: str
    first: date
    area_id: int = 0
    channel: str = ""
    language: str = ""
    team_id: int = 0
    company_id: int = 0


Numbers = Counter[str]
"""Measure or key → how many."""
Counted = defaultdict[str, int]
"""The same while it is counted: much quicker to add to."""


@dataclass
class Tally:
    """Counts of many entries, day by day, as finely as they are told apart."""

    cells: defaultdict[tuple[date, Facts], Counted] = field(default_factory=lambda: defaultdict(_nothing))

    def add(self, event: Event, at: datetime, *, only: date | None = None) -> None:
        """Count one more; of an entry of the day `only`, or about it, what belongs to that day."""
        own = only or day_of(at)
        for facts, tick in ticked(event, at):
            day = tick.day or own
            if only is None or day == only:
                _add(self.cells[day, facts], tick)

    def fine(self) -> Mapping[Cell, Mapping[str, int]]:
        """The days of the fine cuts."""
        return self._blended((Grain.DAY,), FINE)

    def every(self) -> Mapping[Cell, Mapping[str, int]]:
        """All cells that it adds to."""
        return self._blended(tuple(Grain), tuple(Cut))

    def _blended(self, grains: Sequence[Grain], cuts: Sequence[Cut]) -> Mapping[Cell, Mapping[str, int]]:
        found: defaultdict[Cell, Counted] = defaultdict(_nothing)
        kept = [(cut, grain) for grain in grains for cut in cuts if is_kept(cut, grain)]
        for (day, facts), numbers in self.cells.items():
            for cut, grain in kept:
                if facts.company_id or cut not in OF_COMPANIES:
                    _merge(found[_cell(cut, grain, day, facts)], numbers)
        return found


@transaction.atomic
def count_all(happened: Iterable[tuple[Event, datetime]]) -> None:
    """Add many events to what is kept; always in the same order of rows, so that two who count never block each other."""
    share_the_ledger()
    tally = Tally()
    for event, at in happened:
        tally.add(event, at)
    with connection.cursor() as cursor:
        execute_values(cursor.cursor, _ADD, _rows(tally.every()), page_size=1000)


def put(cells: Mapping[Cell, Mapping[str, int]]) -> None:
    """Write cells into rows that are not there yet: by COPY, which takes a third of the time."""
    text = StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerows((*row[:_ARRAYS], *map(_array, row[_ARRAYS:])) for row in _rows(cells))
    text.seek(0)
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(_COPY, text)


def share_the_ledger() -> None:
    """Wait while a day is counted again; many may add at once."""
    with connection.cursor() as cursor:
        cursor.execute(TO_ADD)


def _rows(cells: Mapping[Cell, Mapping[str, int]]) -> Iterator[tuple[Any, ...]]:
    for cell in sorted(cells):
        numbers = cells[cell]
        shelves = shelved(numbers, but=_COLUMNS).values()
        pairs = chain.from_iterable(([*kept], [*kept.values()]) for kept in shelves)
        yield (*cell, *(numbers.get(name, 0) for name in COLUMNS), *pairs)


def _array(parts: Sequence[str | int]) -> str:
    """A list as COPY reads it."""
    return "{" + ",".join(map(_quoted, parts)) + "}"


def _quoted(part: str | int) -> str:
    return str(part) if isinstance(part, int) else '"' + part.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _cell(cut: Cut, grain: Grain, day: date, facts: Facts) -> Cell:
    apart = {name: getattr(facts, name) for name in TOLD_APART[cut]}
    return Cell(cut.value, grain.value, first_of(grain, day), **apart)


def _nothing() -> Counted:
    return defaultdict(int)


def _add(numbers: Counted, tick: Tick) -> None:
    name = tick.measure.value
    if name in _COLUMNS:
        numbers[name] += tick.n
    if tick.detail:
        numbers[f"{name}:{tick.detail}"] += tick.n
    if tick.seconds is not None:
        numbers[f"{_TIMED[name]}@{bucket(tick.seconds)}"] += tick.n


def _merge(into: Counted, numbers: Mapping[str, int]) -> None:
    for name, n in numbers.items():
        into[name] += n


TO_ADD, TO_COUNT_AGAIN = (
    f"LOCK TABLE {Reckoning._meta.db_table} IN {mode} MODE" for mode in ("ROW EXCLUSIVE", "SHARE")
)
"""The ledger. Of these two locks each is for many at once, and none is given while somebody has the other."""
_COLUMNS = frozenset(COLUMNS)
PLACE = ("cut", "grain", "first", *SPLITS.values())
FILLED = (*COLUMNS, *chain.from_iterable(SHELVES))
"""The columns that say how many."""
_NAMES = ", ".join((*PLACE, *FILLED))
_ARRAYS = len(PLACE) + len(COLUMNS)
"""Where the columns begin that are lists."""
_COPY = f"COPY metrics_count ({_NAMES}) FROM STDIN (FORMAT csv)"
INSERT = f"INSERT INTO metrics_count AS kept ({_NAMES}) VALUES %s"  # noqa: S608 (names of our own)
_ADD = f"""{INSERT}
ON CONFLICT ({", ".join(PLACE)}) DO UPDATE SET
{", ".join(f"{name} = kept.{name} + excluded.{name}" for name in COLUMNS)},
{", ".join(MERGED.format(*shelf) for shelf in SHELVES)}"""

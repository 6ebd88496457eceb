"""Count what happened: add it to its day, week and month in every cut, each entry once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import NamedTuple

from django.db import connection, transaction
from psycopg2.extras import execute_values

from journal.events import Event
from metrics.actions.ticking import Facts, Tick, day_of, ticked
from metrics.histogram import bucket
from metrics.models import PLAIN, Cut, Measure
from metrics.queries import SPLITS
from metrics.shelves import MERGED, SHELVES, shelved
from metrics.spans import Grain, first_of

COLUMNS = tuple(measure.value for measure in PLAIN)
_TIMED = {_M: name for name, of in {
    "heard": [Measure.HEARD], "decided": [Measure.ACCEPTED, Measure.DECLINED], "shipped": [Measure.SHIPPED],
}.items() for _M in of}  # fmt: skip
"""Under which name durations are kept; a yes and a no are one."""
TOLD_APART = {
    Cut.ALL: (),
    Cut.AREA: ("area_id",),
    Cut.CHANNEL: ("channel",),
    Cut.LANGUAGE: ("language",),
    Cut.TEAM: ("team_id",),
    Cut.COMPANY: ("company_id",),
    Cut.EACH: ("area_id", "channel", "language", "team_id"),
    Cut.FINEST: tuple(SPLITS.values()),
    Cut.COMPANY_AREA: ("company_id", "area_id"),
    Cut.COMPANY_TEAM: ("company_id", "team_id"),
}
FINE = (Cut.EACH, Cut.FINEST)
"""The cuts whose days are counted from entries; everything else is a sum of them."""
OF_COMPANIES = (Cut.COMPANY, Cut.FINEST, Cut.COMPANY_AREA, Cut.COMPANY_TEAM)


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


@dataclass
class Tally:
    """Counts of many entries, day by day, as finely as they are told apart."""

    cells: defaultdict[tuple[date, Facts], Numbers] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, event: Event, at: datetime, *, only: date | None = None) -> None:
        """Count one more; `only` what belongs to this day."""
        own = day_of(at)
        for facts, tick in ticked(event, at):
            day = tick.day or own
            if only is None or day == only:
                _add(self.cells[day, facts], tick)

    def fine(self) -> dict[Cell, Numbers]:
        """The days of the fine cuts."""
        return dict(self._blended((Grain.DAY,), FINE))

    def every(self) -> dict[Cell, Numbers]:
        """All cells that it adds to."""
        return dict(self._blended(tuple(Grain), tuple(Cut)))

    def _blended(self, grains: Sequence[Grain], cuts: Iterable[Cut]) -> Mapping[Cell, Numbers]:
        found: defaultdict[Cell, Numbers] = defaultdict(Counter)
        for (day, facts), numbers in self.cells.items():
            for cut in cuts:
                if cut in OF_COMPANIES and not facts.company_id:
                    continue
                apart = {name: getattr(facts, name) for name in TOLD_APART[cut]}
                for grain in grains[:1] if cut == Cut.FINEST else grains:
                    _merge(found[Cell(cut.value, grain.value, first_of(grain, day), **apart)], numbers)
        return found


@transaction.atomic
def count_all(happened: Iterable[tuple[Event, datetime]]) -> None:
    """Add many events to what is kept; always in the same order of rows, so that two who count never block each other."""
    share_the_ledger()
    tally = Tally()
    for event, at in happened:
        tally.add(event, at)
    keep(tally.every(), statement=_ADD)


def keep(cells: Mapping[Cell, Numbers], *, statement: str = "") -> None:
    """Write cells; without a statement into rows that are not there yet."""
    with connection.cursor() as cursor:
        execute_values(cursor.cursor, statement or INSERT, _rows(cells), page_size=1000)


def share_the_ledger() -> None:
    """Wait while a day is counted again; many may add at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LEDGER])


def _rows(cells: Mapping[Cell, Numbers]) -> Iterator[tuple[object, ...]]:
    for cell in sorted(cells):
        numbers = cells[cell]
        shelves = shelved(numbers, but=_COLUMNS).values()
        pairs = chain.from_iterable(([*kept], [*kept.values()]) for kept in shelves)
        yield (*cell, *(numbers[name] for name in COLUMNS), *pairs)


def _add(numbers: Numbers, tick: Tick) -> None:
    if tick.measure in PLAIN:
        numbers[tick.measure.value] += tick.n
    if tick.detail:
        numbers[f"{tick.measure.value}:{tick.detail}"] += tick.n
    if tick.seconds is not None:
        numbers[f"{_TIMED[tick.measure]}@{bucket(tick.seconds)}"] += tick.n


def _merge(into: Numbers, numbers: Numbers) -> None:
    for name, n in numbers.items():
        into[name] += n


LEDGER = 7_310_004
"""Number of the advisory lock: shared by those who count, alone for whoever counts again."""
_COLUMNS = frozenset(COLUMNS)
PLACE = ("cut", "grain", "first", *SPLITS.values())
FILLED = (*COLUMNS, *chain.from_iterable(SHELVES))
"""The columns that say how many."""
_NAMES = ", ".join((*PLACE, *FILLED))
INSERT = f"INSERT INTO metrics_count AS kept ({_NAMES}) VALUES %s"  # noqa: S608 (names of our own)
_ADD = f"""{INSERT}
ON CONFLICT ({", ".join(PLACE)}) DO UPDATE SET
{", ".join(f"{name} = kept.{name} + excluded.{name}" for name in COLUMNS)},
{", ".join(MERGED.format(*shelf) for shelf in SHELVES)}"""

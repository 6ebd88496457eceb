"""What is drawn? Shapes of numbers, each with the table that stands behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.figures import Figure
from metrics.queries import Period, Scope
from metrics.shelves import Took
from metrics.spans import Grain, parts

Sums = Mapping[str, int]
FUNNEL = (
    ("received", "to_listen"),
    ("heard", "to_listen"),
    ("assessed", "to_assess"),
    ("accepted", "accepted"),
    ("shipped", "shipped"),
    ("told", "shipped"),
    ("quiet", "shipped"),
)
"""From received to gone quiet, each with the hue of its stage."""


@dataclass(frozen=True)
class Part:
    """A part of the period: a day, a week or a month, cut off where the period ends."""

    first: date
    last: date
    n: Sums

    @property
    def acceptance(self) -> float | None:
        """Accepted of decided; None where nothing was decided."""
        return share(self.n["accepted"], self.n["declined"])


@dataclass(frozen=True)
class Beside:
    """One number of the same part of another period, and when that was."""

    first: date
    last: date
    value: float | None


@dataclass(frozen=True)
class Point:
    """One point of a line, with the same point of the period before and of a year before; None where that had ended."""

    first: date
    last: date
    now: float | None
    before: Beside | None
    year: Beside | None


@dataclass(frozen=True)
class Bar:
    """One bar: how many, and how much of the longest or of the whole."""

    label: str
    measure: str
    stage: str
    n: int
    share: float


def share(some: int, others: int) -> float | None:
    """Some of both, 0 to 1; None where there is neither."""
    return some / (some + others) if some + others else None


def grain_of(scope: Scope) -> Grain:
    """How finely a period is drawn: some thirty points at most, for up to three years."""
    days = (scope.last - scope.first).days
    return Grain.DAY if days < 21 else Grain.WEEK if days < 190 else Grain.MONTH


def before(scope: Scope) -> Scope:
    """As many days right before."""
    length = scope.last - scope.first + timedelta(days=1)
    return scope.between(scope.first - length, scope.last - length)


def year_before(scope: Scope) -> Scope:
    """The same weekdays a year before."""
    return scope.between(scope.first - timedelta(days=364), scope.last - timedelta(days=364))


def named_parts(scope: Scope, name: str) -> list[Period]:
    """The parts of a period, named in their order."""
    found = parts(grain_of(scope), scope.first, scope.last)
    return [(f"{name}{n}", first, last) for n, (first, last) in enumerate(found)]


def trend(
    figure: Figure, lines: Sequence[Sequence[Period]], sums: Mapping[str, Sums], took: Mapping[str, Took]
) -> list[Point]:
    """One number along the period, beside the days before and a year before; a shorter line is not stretched."""
    now, *others = ([_valued(figure, part, sums, took) for part in line] for line in lines)
    return [
        Point(one.first, one.last, one.value, *(line[n] if n < len(line) else None for line in others))
        for n, one in enumerate(now)
    ]


def _valued(figure: Figure, part: Period, sums: Mapping[str, Sums], took: Mapping[str, Took]) -> Beside:
    name, first, last = part
    is_known = name in sums or name in took
    return Beside(first, last, figure.value(sums.get(name, {}), took.get(name, {})) if is_known else None)


def heat(hours: Mapping[int, int]) -> list[list[int]]:
    """Complaints by weekday and hour, from those of each hour of a week."""
    return [[hours.get(day * 24 + hour, 0) for hour in range(24)] for day in range(7)]

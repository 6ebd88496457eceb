"""What does the dashboard say? Read from kept counts only; two years cost what twelve weeks do."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import Team
from common.clock import today
from metrics import answers, pictures, steps
from metrics.actions.counting import COLUMNS
from metrics.actions.goals import goals
from metrics.answers import Aftermaths, Waiting, Wording
from metrics.figures import BY_NAME, FIGURES, KEY, TIMES, Figure, Kind
from metrics.models import Count, Measure
from metrics.pictures import Bar, Part, Point, share
from metrics.queries import Period, Scope
from metrics.spans import Grain, last_of
from tickets.models import ProductArea

_DETAILS = ("heard@", "decided@", "shipped@", "declined:", "yes_", "no_", "received:", "waiting:")
_ALWAYS = date(2000, 1, 1)
_Sums = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Row:
    """One number: now, in as many days before, a year before, and its goal."""

    figure: Figure
    now: float | None
    before: float | None
    year: float | None
    goal: float | None


@dataclass(frozen=True)
class AreaRow:
    """An area, its complaints along the period, and how many in the days before."""

    area: ProductArea | None
    label: str
    n: int
    before: int
    points: list[int]


@dataclass(frozen=True)
class Dashboard:
    """Everything that one look shows; times in seconds."""

    scope: Scope
    totals: dict[str, int]
    rows: list[Row]
    key: list[Row]
    drawn: Figure
    goal: float | None
    trend: list[Point]
    weeks: list[Part]
    funnel: list[Bar]
    areas: list[AreaRow]
    heat: list[list[int]]
    took: dict[str, list[tuple[int | None, int]]]
    reasons: list[dict[str, Any]]
    waiting: list[Waiting]
    wording: list[Wording]
    aftermaths: list[Aftermaths]

    @property
    def is_drawable(self) -> bool:
        """Whether there are two points to draw a line through."""
        return sum(point.now is not None for point in self.trend) > 1

    @property
    def loudest(self) -> int:
        """The most complaints of one area in one part of the period: the scale of all areas."""
        return max((n for row in self.areas for n in row.points), default=0)

    @property
    def acceptance(self) -> float | None:
        """Accepted of decided."""
        return share(self.totals["accepted"], self.totals["declined"])

    @property
    def medians(self) -> dict[str, float]:
        """Kind of duration → the seconds within which half of them was done."""
        return {r.figure.timed: r.now for r in self.rows if r.figure.part == 0.5 and r.figure.timed and r.now}


def look(
    scope: Scope,
    *,
    drawn: str = "acceptance",
    areas: list[ProductArea] | None = None,
    teams: list[Team] | None = None,
) -> Dashboard:
    """The dashboard of a period: three or four queries on counts and one on capabilities, however long it is."""
    known = {area.pk: area for area in (ProductArea.objects.as_tree() if areas is None else areas)}
    now, then, year = lines = [pictures.named_parts(one, name) for name, one in _compared(scope).items()]
    by_area = _by_area(scope, [*now, *then, *year])
    sums = _blended(by_area)
    whole = {name: _whole(sums, name) for name in _compared(scope)}
    details = _details(scope)
    wanted = goals()
    rows = [_row(figure, whole, details, wanted.get(figure.name)) for figure in FIGURES]
    figure, more = BY_NAME.get(drawn, BY_NAME["acceptance"]), {}
    if figure.kind == Kind.TIME:
        found = Count.objects.details(scope, [*now, *then, *year], of=[f"{figure.timed}@"])
        more = {name: numbers for (name,), numbers in found.items()}
    return Dashboard(
        scope=scope,
        totals={name: whole["now"].get(name, 0) for name in COLUMNS},
        rows=rows,
        key=[row for name in KEY for row in rows if row.figure.name == name],
        drawn=figure,
        goal=wanted.get(figure.name),
        trend=pictures.trend(figure, lines, sums, more),
        weeks=[Part(first, last, _nothing() | sums.get(name, {})) for name, first, last in now],
        funnel=_funnel(whole["now"]),
        areas=_areas(by_area, known, len(now)),
        heat=pictures.heat(details["now"]),
        took={name: steps.distribution(details["now"], name) for name in TIMES},
        reasons=answers.reasons(details["now"], whole["now"].get("declined", 0)),
        waiting=answers.waiting(details["always"]),
        wording=answers.wording(_wording(scope), Team.objects.sized() if teams is None else teams),
        aftermaths=answers.aftermaths(details["now"]),
    )


def _compared(scope: Scope) -> dict[str, Scope]:
    """These days, as many before, and the same a year before."""
    return {"now": scope, "before": pictures.before(scope), "year": pictures.year_before(scope)}


def _by_area(scope: Scope, periods: list[Period]) -> dict[tuple[Any, ...], dict[str, int]]:
    """`(period, area)` → sums."""
    return Count.objects.sums(scope, periods, of=COLUMNS, by=["area_id"])


def _details(scope: Scope) -> _Sums:
    """What is known beyond sums, of this period, those before, and always."""
    periods = [(name, one.first, one.last) for name, one in _compared(scope).items()]
    periods.append(("always", _ALWAYS, last_of(Grain.MONTH, today())))
    found = Count.objects.details(scope, periods, of=_DETAILS)
    return {name: found.get((name,), {}) for name, _first, _last in periods}


def _wording(scope: Scope) -> dict[int, dict[str, int]]:
    """Team → what was sent and hinted at."""
    of, periods = ["sent:", "hinted:"], [("now", scope.first, scope.last)]
    return {key[1]: found for key, found in Count.objects.details(scope, periods, of=of, by=["team_id"]).items()}


def _row(figure: Figure, sums: _Sums, details: _Sums, goal: float | None) -> Row:
    now, before, year = (figure.value(sums[name], details[name]) for name in ("now", "before", "year"))
    return Row(figure, now, before, year, goal)


def _blended(by_area: dict[tuple[Any, ...], dict[str, int]]) -> _Sums:
    """Period → sums over all areas."""
    sums: _Sums = {}
    for (name, _area), numbers in by_area.items():
        whole = sums.setdefault(name, _nothing())
        for measure, n in numbers.items():
            whole[measure] += n
    return sums


def _whole(sums: _Sums, beginning: str) -> dict[str, int]:
    found = [numbers for name, numbers in sums.items() if name.startswith(beginning)]
    return {measure: sum(numbers[measure] for numbers in found) for measure in COLUMNS}


def _nothing() -> dict[str, int]:
    return dict.fromkeys(COLUMNS, 0)


def _funnel(sums: dict[str, int]) -> list[Bar]:
    whole = max([sums.get(name, 0) for name, _stage in pictures.FUNNEL] + [1])
    return [
        Bar(str(Measure(name).label), name, stage, sums.get(name, 0), sums.get(name, 0) / whole)
        for name, stage in pictures.FUNNEL
    ]


def _areas(by_area: dict[tuple[Any, ...], dict[str, int]], known: dict[int, ProductArea], points: int) -> list[AreaRow]:
    """Areas with complaints in the period, the loudest first; the parts of an area beside it."""
    rows = []
    for number in {area for _name, area in by_area}:
        line = [by_area.get((f"now{n}", number), {}).get("received", 0) for n in range(points)]
        old = sum(n["received"] for (name, area), n in by_area.items() if area == number and name.startswith("before"))
        area = known.get(number)
        rows.append(AreaRow(area, str(area or ""), sum(line), old, line))
    return sorted((row for row in rows if row.n), key=lambda row: (-row.n, row.label))[:12]

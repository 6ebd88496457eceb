"""What does the dashboard say? Read from kept counts only; two years cost what twelve weeks do."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from accounts.models import Team
from common.clock import today
from metrics import answers, pictures, steps
from metrics.actions.counting import COLUMNS
from metrics.actions.goals import goals
from metrics.answers import Aftermaths, Waiting, Wording
from metrics.figures import BY_NAME, FIGURES, KEY, TIMES, Figure, Kind
from metrics.models import Count, Measure
from metrics.pictures import Bar, Part, Point, share
from metrics.queries import Period, Scope, Wanted
from metrics.shelves import DURATIONS, HOURS, WORDS, Took, took
from metrics.spans import Grain, last_of
from tickets.models import ProductArea

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
    """The dashboard of a period: three queries on counts and one on capabilities, however long it is."""
    known = {area.pk: area for area in (ProductArea.objects.as_tree() if areas is None else areas)}
    lines = [pictures.named_parts(one, name) for name, one in _compared(scope).items()]
    figure = BY_NAME.get(drawn, BY_NAME["acceptance"])
    periods = [part for line in lines for part in line]
    sums = {name: n for (name,), n in Count.objects.sums(scope, periods, of=COLUMNS).items()}
    whole = {name: _whole(sums, name) for name in _compared(scope)}
    teams = list(Team.objects.sized()) if teams is None else teams
    more = _more(scope, periods if figure.kind == Kind.TIME else [], teams)
    wanted = goals()
    rows = [_row(figure, whole, more.took, wanted.get(figure.name)) for figure in FIGURES]
    return Dashboard(
        scope=scope,
        totals=whole["now"],
        rows=rows,
        key=[row for name in KEY for row in rows if row.figure.name == name],
        drawn=figure,
        goal=wanted.get(figure.name),
        trend=pictures.trend(figure, lines, sums, more.took),
        weeks=[Part(first, last, _nothing() | sums.get(name, {})) for name, first, last in lines[0]],
        funnel=_funnel(whole["now"]),
        areas=_areas(scope, lines[0], known),
        heat=pictures.heat(more.hours),
        took={name: steps.distribution(more.took.get("now", {}).get(name, {})) for name in TIMES},
        reasons=answers.reasons(more.words, whole["now"]["declined"]),
        waiting=answers.waiting(more.waiting),
        wording=answers.wording(more.wording, teams),
        aftermaths=answers.aftermaths(more.words),
    )


def _compared(scope: Scope) -> dict[str, Scope]:
    """These days, as many before, and the same a year before."""
    return {"now": scope, "before": pictures.before(scope), "year": pictures.year_before(scope)}


class _More(NamedTuple):
    """What is known beyond sums: how long it took, at which hours it came, what was said; all of these days but `waiting`."""

    took: dict[str, Took]
    """Period → …"""
    hours: dict[int, int]
    wording: dict[int, dict[str, int]]
    """Team → what was sent and hinted at."""
    waiting: dict[str, int]

    @property
    def words(self) -> dict[str, int]:
        """Of all teams."""
        whole: Counter[str] = Counter()
        for said in self.wording.values():
            whole.update(said)
        return whole


def _more(scope: Scope, parts: list[Period], teams: list[Team]) -> _More:
    """… with one question; durations of parts of the period, too, where they are drawn; words by team where there are any."""
    now = [("now", scope.first, scope.last)]
    compared = [(name, one.first, one.last) for name, one in _compared(scope).items()]
    asked = {
        "took": Wanted(DURATIONS, compared + parts),
        "hours": Wanted(HOURS, now),
        "wording": Wanted(WORDS, now, by="team_id" if teams else ""),
        "always": Wanted(WORDS, [("always", _ALWAYS, last_of(Grain.MONTH, today()))]),
    }
    found = Count.objects.details(scope, asked)
    return _More(
        took={name: took(durations.items()) for (name, _all), durations in found["took"].items()},
        hours=found["hours"].get(("now", 0), {}),
        wording={team: said for (_now, team), said in found["wording"].items()},
        waiting=found["always"].get(("always", 0), {}),
    )


def _row(figure: Figure, sums: _Sums, took: dict[str, Took], goal: float | None) -> Row:
    now, before, year = (figure.value(sums[name], took.get(name, {})) for name in ("now", "before", "year"))
    return Row(figure, now, before, year, goal)


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


def _areas(scope: Scope, parts: list[Period], known: dict[int, ProductArea]) -> list[AreaRow]:
    """Areas with complaints in the period, the loudest first; the parts of an area beside it."""
    before = pictures.before(scope)
    periods = [*parts, ("before", before.first, before.last)]
    found: dict[int, dict[str, int]] = {}
    for (name, number), n in Count.objects.sums(scope, periods, of=["received"], by=["area_id"]).items():
        found.setdefault(number, {})[name] = n["received"]
    rows = []
    for number, counted in found.items():
        line, area = [counted.get(name, 0) for name, _first, _last in parts], known.get(number)
        rows.append(AreaRow(area, str(area or ""), sum(line), counted.get("before", 0), line))
    return sorted((row for row in rows if row.n), key=lambda row: (-row.n, row.label))[:12]

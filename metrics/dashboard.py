"""What does the dashboard say? Read from kept counts only; two years cost what twelve weeks do."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import Role
from capabilities.models import Capability
from common.clock import today
from metrics import pictures
from metrics.actions.counting import COLUMNS
from metrics.figures import BY_NAME, FIGURES, KEY, TIMES, Figure, Kind
from metrics.models import AFTER, Count, Measure
from metrics.pictures import Bar, Part, Point, share
from metrics.queries import Period, Scope
from metrics.spans import Grain, last_of
from tickets.models import ProductArea
from tickets.vocabulary import Became, Reason

SHOWN = tuple(BY_NAME[name] for name in ("received", "heard", "assessed", "accepted", "declined"))
_DETAILS = ("heard@", "decided@", "shipped@", "declined:", "sent:", "hinted:", "yes_", "no_", "received:", "waiting:")
_ALWAYS = date(2000, 1, 1)
_Sums = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Row:
    """One number: now, in as many days before, a year before, and its goal."""

    figure: Figure
    now: float | None
    before: float | None
    year: float | None


@dataclass(frozen=True)
class AreaRow:
    """An area, its complaints along the period, and how many in the days before."""

    area: ProductArea | None
    label: str
    n: int
    before: int
    points: list[int]


@dataclass(frozen=True)
class Waiting:
    """A capability, and how many tickets wait for it now."""

    capability: Capability
    n: int


@dataclass(frozen=True)
class Wording:
    """What one role wrote to customers, and how much of it got a hint. Never a person's."""

    role: str
    sent: int
    hinted: int

    @property
    def rate(self) -> float:
        """Messages with a hint of messages sent."""
        return self.hinted / self.sent


@dataclass(frozen=True)
class Aftermaths:
    """One thing that became of customers: measure → how many, and which share of all that was noted there."""

    became: str
    label: str
    n: dict[str, int]
    shares: dict[str, float | None]


@dataclass(frozen=True)
class Dashboard:
    """Everything that one look shows; times in seconds."""

    scope: Scope
    totals: dict[str, int]
    rows: list[Row]
    key: list[Row]
    drawn: Figure
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


def look(scope: Scope, *, drawn: str = "acceptance", areas: list[ProductArea] | None = None) -> Dashboard:
    """The dashboard of a period: two or three queries on counts and one on capabilities, however long it is."""
    known = {area.pk: area for area in (ProductArea.objects.as_tree() if areas is None else areas)}
    now, then = pictures.named_parts(scope, "now"), pictures.named_parts(pictures.before(scope), "before")
    year = pictures.year_before(scope)
    by_area = _by_area(scope, [*now, *then, ("year", year.first, year.last)])
    sums = _blended(by_area)
    whole = {"now": _whole(sums, "now"), "before": _whole(sums, "before"), "year": sums.get("year", {})}
    details = _details(scope)
    rows = [_row(figure, whole, details) for figure in FIGURES]
    figure, more = BY_NAME.get(drawn, BY_NAME["acceptance"]), {}
    if figure.kind == Kind.TIME:
        found = Count.objects.details(scope, [*now, *then], of=[f"{figure.timed}@"])
        more = {name: numbers for (name,), numbers in found.items()}
    return Dashboard(
        scope=scope,
        totals={name: whole["now"].get(name, 0) for name in COLUMNS},
        rows=rows,
        key=[row for name in KEY for row in rows if row.figure.name == name],
        drawn=figure,
        trend=pictures.trend(figure, now, then, sums, more),
        weeks=[Part(first, last, _nothing() | sums.get(name, {})) for name, first, last in now],
        funnel=_funnel(whole["now"]),
        areas=_areas(by_area, known, len(now)),
        heat=pictures.heat(details["now"]),
        took={name: pictures.distribution(details["now"], name) for name in TIMES},
        reasons=_reasons(details["now"], whole["now"].get("declined", 0)),
        waiting=_waiting(details["always"]),
        wording=_wording(details["now"]),
        aftermaths=_aftermaths(details["now"]),
    )


def _by_area(scope: Scope, periods: list[Period]) -> dict[tuple[Any, ...], dict[str, int]]:
    """`(period, area)` → sums; a company is counted as a whole, as if it had no areas."""
    if not scope.company_id:
        return Count.objects.sums(scope, periods, of=COLUMNS, by=["area_id"])
    return {(name, 0): numbers for (name,), numbers in Count.objects.sums(scope, periods, of=COLUMNS).items()}


def _details(scope: Scope) -> _Sums:
    """What is known beyond sums, of this period, those before, and always."""
    spans = {"now": scope, "before": pictures.before(scope), "year": pictures.year_before(scope)}
    periods = [(name, one.first, one.last) for name, one in spans.items()]
    periods.append(("always", _ALWAYS, last_of(Grain.MONTH, today())))
    found = Count.objects.details(scope, periods, of=_DETAILS)
    return {name: found.get((name,), {}) for name, _first, _last in periods}


def _row(figure: Figure, sums: _Sums, details: _Sums) -> Row:
    now, before, year = (figure.value(sums[name], details[name]) for name in ("now", "before", "year"))
    return Row(figure, now, before, year)


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


def _reasons(details: dict[str, int], total: int) -> list[dict[str, Any]]:
    counted = [(reason, details.get(f"declined:{reason.value}", 0)) for reason in Reason]
    return [
        {"reason": reason.value, "label": reason.label, "n": n, "share": n / total if total else 0}
        for reason, n in counted
    ]


def _waiting(details: dict[str, int]) -> list[Waiting]:
    """Who waits for what now, whenever they were declined."""
    numbers = {int(key.partition(":")[2]): n for key, n in details.items() if key.startswith("waiting:") and n > 0}
    capabilities = Capability.objects.in_bulk(numbers)
    rows = [Waiting(capabilities[pk], n) for pk, n in numbers.items() if pk in capabilities]
    return sorted(rows, key=lambda row: (-row.n, row.capability.name))


def _wording(details: dict[str, int]) -> list[Wording]:
    """By the role of whoever wrote; never by person."""
    rows = [
        Wording(str(role.label), details.get(f"sent:{role}", 0), details.get(f"hinted:{role}", 0))
        for role in (Role.AGENT, Role.PRODUCT, Role.MANAGER)
    ]
    return [row for row in rows if row.sent]


def _aftermaths(details: dict[str, int]) -> list[Aftermaths]:
    """A yes beside a no, after a month and after three."""
    sums = {m: sum(details.get(f"{m}:{became}", 0) for became in Became) for m in AFTER.values()}
    return [
        Aftermaths(
            became=became.value,
            label=str(became.label),
            n={m.value: details.get(f"{m}:{became}", 0) for m in sums},
            shares={m.value: details.get(f"{m}:{became}", 0) / whole if whole else None for m, whole in sums.items()},
        )
        for became in Became
        if any(sums.values())
    ]

"""Which table stands behind each picture? The same numbers, to be taken along."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from metrics import beside
from metrics.actions.counting import COLUMNS
from metrics.actions.ticking import day_of
from metrics.dashboard import Dashboard
from metrics.figures import Kind
from metrics.models import Measure
from metrics.steps import STEPS

Rows = Iterator[list[Any]]


def trend(board: Dashboard) -> Rows:
    """The line that is drawn."""
    yield [_("From"), _("To"), board.drawn.label, _("Before"), _("A year before")]
    for point in board.trend:
        others = (other.value if other else None for other in (point.before, point.year))
        yield [point.first, point.last, *(_plain(value, board.drawn.kind) for value in (point.now, *others))]


def funnel(board: Dashboard) -> Rows:
    """From received to gone quiet."""
    yield [_("Step"), _("Tickets")]
    for bar in board.funnel:
        yield [bar.label, bar.n]


def all_numbers(board: Dashboard) -> Rows:
    """Every number; times in seconds, shares from 0 to 1."""
    yield [_("Number"), _("These days"), _("Before"), _("A year before")]
    for row in board.rows:
        yield [row.figure.label, *(_plain(value, row.figure.kind) for value in (row.now, row.before, row.year))]


def heat(board: Dashboard) -> Rows:
    """Complaints by weekday and hour."""
    yield ["", *range(24)]
    for day, hours in enumerate(board.heat):
        yield [str(WEEKDAYS[day]), *hours]


def areas(board: Dashboard) -> Rows:
    """Complaints of each area along the period."""
    yield [_("Area"), *(week.first for week in board.weeks), _("These days"), _("Before")]
    for row in board.areas:
        yield [row.label or _("No area"), *row.points, row.n, row.before]


def took(board: Dashboard) -> Rows:
    """How many took how long; seconds."""
    yield [_("Up to"), _("Heard"), _("Decided"), _("Shipped")]
    for at, step in enumerate([*STEPS, None]):
        yield [step or _("longer"), *(counted[at][1] for counted in board.took.values())]


def reasons(board: Dashboard) -> Rows:
    """Why we declined."""
    yield [_("Why we declined"), _("Tickets")]
    for row in board.reasons:
        yield [row["label"], row["n"]]


def worked(board: Dashboard) -> Rows:
    """Complaints week by week of what was shipped last, before and after."""
    yield [_("Item"), _("Title"), _("Shipped on"), _("Weeks from the release"), _("Complaints"), _("Late reports")]
    for one in beside.worked(board.scope):
        for week in one.weeks:
            day = day_of(one.shipped_at)
            yield [one.item.reference, one.item.title, day, week["week"], week["n"], week["late"]]


def weeks(board: Dashboard) -> Rows:
    """What happened along the period."""
    yield [_("From"), _("To"), *(Measure(name).label for name in COLUMNS)]
    for part in board.weeks:
        yield [part.first, part.last, *(part.n[name] for name in COLUMNS)]


TABLES: dict[str, Callable[[Dashboard], Rows]] = {
    "trend": trend,
    "funnel": funnel,
    "all": all_numbers,
    "heat": heat,
    "areas": areas,
    "took": took,
    "reasons": reasons,
    "worked": worked,
    "weeks": weeks,
}


def _plain(value: float | None, kind: str) -> float | int | None:
    if value is None:
        return None
    return round(value, 4) if kind == Kind.SHARE else round(value)

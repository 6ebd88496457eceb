"""How the numbers of the dashboard are written: counts, shares and times, and how they changed."""

from django import template
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from backlog.templatetags.waves import WIDTH, bars
from common.templatetags.words import percent, span
from metrics.dashboard import Row
from metrics.figures import Better, Figure, Kind
from metrics.pictures import Beside, Point
from tickets.models import ProductArea

register = template.Library()
HOUR, DAY = 3600, 86400
_LONG = 3 * DAY
"""What took longer at its longest is drawn in days, not in hours."""


@register.filter
def written(value: float | None, kind: str) -> str:
    """A number as its kind is written; a dash where there is none."""
    if value is None:
        return "–"
    if kind == Kind.SHARE:
        return percent(value)
    return span(value) if kind == Kind.TIME else formats.number_format(int(value), use_l10n=True, force_grouping=True)


@register.filter
def changed(row: Row) -> str:
    """How a number changed since the days before, in its own unit: "+9 points", "−2h 10m", "+120"."""
    if row.now is None or row.before is None:
        return ""
    return _difference(row.now - row.before, row.figure.kind)


@register.filter
def changed_in_a_year(row: Row) -> str:
    """How a number changed since the same days a year before."""
    if row.now is None or row.year is None:
        return ""
    return _difference(row.now - row.year, row.figure.kind)


@register.filter
def is_worse(row: Row) -> bool:
    """Whether it went where it should not go."""
    if row.now is None or row.before is None or row.figure.better == Better.NEITHER:
        return False
    return row.now < row.before if row.figure.better == Better.MORE else row.now > row.before


@register.simple_tag
def unit(figure: Figure, points: list[Point]) -> str:
    """In which unit a line is drawn."""
    if figure.kind == Kind.SHARE:
        return percent(1).replace("100", "")
    return _unit_of_time(points)[1] if figure.kind == Kind.TIME else ""


@register.simple_tag
def plotted(value: float | None, figure: Figure, points: list[Point]) -> str:
    """A number as the line knows it, in that unit; empty where there is none."""
    if value is None:
        return ""
    if figure.kind == Kind.SHARE:
        return f"{value * 100:.1f}"
    return f"{value / _unit_of_time(points)[0]:.2f}" if figure.kind == Kind.TIME else f"{value:.0f}"


@register.filter
def beside(point: Point) -> list[Beside]:
    """The same point of the days before and of a year before, nothing where they had ended."""
    return [other or Beside(point.first, point.last, None) for other in (point.before, point.year)]


@register.filter
def in_area(narrowed: str, area: ProductArea) -> str:
    """The same question of one area; what is said last counts."""
    return f"{narrowed}&area={area.pk}" if narrowed else f"area={area.pk}"


@register.simple_tag
def bars_of(points: list[int], most: int) -> str:
    """A voice: a bar for each point in a box of 210 by 24, the most of all areas being as high as the box."""
    return bars(points, most or 1, WIDTH / max(1, len(points)))


def _unit_of_time(points: list[Point]) -> tuple[int, str]:
    shown = [value for point in points for value in (point.now, *(other.value for other in beside(point)))]
    longest = max((value for value in shown if value is not None), default=0)
    return (DAY, pgettext("unit of a line", " d")) if longest > _LONG else (HOUR, pgettext("unit of a line", " h"))


def _difference(value: float, kind: str) -> str:
    sign = "−" if value < 0 else "+"
    if kind == Kind.SHARE:
        points = round(abs(value) * 100)
        return _("{n} points").format(n=f"{sign}{points}") if points else _("as before")
    if kind == Kind.TIME:
        return f"{sign}{span(abs(value))}" if abs(value) >= 60 else _("as before")
    n = formats.number_format(int(abs(value)), use_l10n=True, force_grouping=True)
    return f"{sign}{n}" if value else _("as before")

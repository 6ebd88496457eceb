"""What is drawn by the hundred on the dashboard: numbers that lead to the tickets behind them, alone, in rows and as bars."""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from urllib.parse import quote

from django import template
from django.urls import reverse
from django.utils import formats
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.templatetags.words import percent
from metrics.answers import Aftermaths
from metrics.dashboard import AreaRow, Row
from metrics.figures import Figure
from metrics.pictures import Beside, Part, Point
from metrics.queries import Scope
from metrics.templatetags.figures import beside, changed, in_area, is_worse, plotted, written

register = template.Library()
_MUTE_ZERO = '<td class="num"><span class="mute">0</span></td>'
Days = Scope | Part | Point | Beside
"""What has a first and a last day."""


@register.simple_tag
def behind(measure: str, shown: object, within: Days, narrowed: str = "", detail: object = "") -> SafeString:
    """A number that leads to the tickets behind it. within: what has a first and a last day; narrowed: area, channel."""
    text = (
        str(shown) if isinstance(shown, int) and abs(shown) < 1000 else conditional_escape(str(formats.localize(shown)))
    )
    more = _more(narrowed, str(detail))
    return SafeString(f'<a href="{_address(measure)}?first={within.first}&amp;last={within.last}{more}">{text}</a>')


@register.simple_tag
def hours(counts: Iterable[tuple[str, int]], within: Days, narrowed: str) -> SafeString:
    """The hours of a weekday: how many complaints came."""
    return _row(f'<td class="num">{_or_zero("received", n, within, narrowed, hour)}</td>' for hour, n in counts)


@register.simple_tag
def steps(week: Part, narrowed: str, measures: str) -> SafeString:
    """What happened in a part of the period, of each of these measures."""
    return _row(
        f'<td class="num">{behind(measure, n, week, narrowed)}</td>' if (n := week.n[measure]) else _MUTE_ZERO
        for measure in measures.split()
    )


@register.simple_tag
def of_areas(part: Part, counts: Iterable[tuple[AreaRow, int]], narrowed: str) -> SafeString:
    """How many complaints came of each area in a part of the period."""
    return _row(
        f'<td class="num">{behind("received", n, part, in_area(narrowed, row.area)) if n and row.area else formats.localize(n)}</td>'
        for row, n in counts
    )


@register.simple_tag
def at_a_point(point: Point, figure: Figure, points: list[Point], narrowed: str) -> SafeString:
    """A number at a point of a line, now, in the days before and a year before; as it is written and as it is plotted."""
    values: list[tuple[float | None, Days]] = [(point.now, point), *((other.value, other) for other in beside(point))]
    return _row(
        f'<td class="num" data-value="{plotted(value, figure, points)}">{_written(value, figure, within, narrowed)}</td>'
        for value, within in values
    )


@register.simple_tag
def compared(row: Row, scope: Scope, before: Scope, year: Scope, narrowed: str) -> SafeString:
    """A number: now, how it changed, before, a year before, its goal."""
    now, was, year_ago = (
        _written(value, row.figure, within, narrowed)
        for value, within in ((row.now, scope), (row.before, before), (row.year, year))
    )
    change = f'<td class="num delta{" bad" if is_worse(row) else ""}">{escape(changed(row))}</td>'
    goal = "" if row.goal is None else escape(written(row.goal, row.figure.kind))
    aside = ((_("Before"), was), (_("A year before"), year_ago), (_("Goal"), goal))
    return _row([
        f'<td class="num">{now}</td>',
        change,
        *(f'<td class="num" data-head="{escape(head)}">{text}</td>' for head, text in aside),
    ])  # fmt: skip


@register.simple_tag
def shares(parts: Sequence[tuple[str, float | None, int]], within: Days, narrowed: str, detail: object) -> SafeString:
    """Which share of each kind took so long."""
    return _row(
        f'<td class="num" data-value="{"" if part is None else f"{part * 100:.1f}"}">'
        f"{behind(name, percent(part), within, narrowed, detail) if n else escape(percent(part))}</td>"
        for name, part, n in parts
    )


@register.simple_tag
def became(row: Aftermaths, within: Days, narrowed: str) -> SafeString:
    """How many customers one thing became of, after a yes and a no, a month and a quarter."""
    return _row(
        f'<td class="num">{behind(measure, n, within, narrowed, row.became)}'
        f' <span class="mute">{escape(percent(row.shares[measure]))}</span></td>'
        if n
        else _MUTE_ZERO
        for measure, n in row.n.items()
    )


@register.simple_tag
def bar(
    label: object, n: int, of: int, within: Days, narrowed: str, *, measure: str, stage: str, detail: str = ""
) -> SafeString:
    """One bar: its name, its length, how many, and how much of the whole."""
    share = n / of if of else 0
    wide = f'<rect width="3" height="100%" rx="1.5"/><rect width="{share * 100:.0f}%" height="100%" rx="3"/>'
    return _row([
        f"<li><span>{escape(label)}</span>",
        f'<svg class="bar-v" data-stage="{escape(stage)}" aria-hidden="true">{wide if round(share * 100) else ""}</svg>',
        f'<span class="num">{_or_zero(measure, n, within, narrowed, detail)}</span>',
        f'<span class="num">{escape(percent(share))}</span></li>',
    ])  # fmt: skip


def _row(cells: Iterable[str]) -> SafeString:
    return SafeString("".join(cells))


def _or_zero(measure: str, n: int, within: Days, narrowed: str, detail: object = "") -> str:
    return behind(measure, n, within, narrowed, detail) if n else "0"


def _written(value: float | None, figure: Figure, within: Days, narrowed: str) -> str:
    return "–" if value is None else behind(figure.behind, written(value, figure.kind), within, narrowed)


@cache
def _address(measure: str) -> str:
    """The dashboard has hundreds of these links to some twenty addresses."""
    return reverse("behind", args=[measure])


@lru_cache(maxsize=2048)
def _more(narrowed: str, detail: str) -> str:
    return f"{'&amp;' if narrowed else ''}{escape(narrowed)}{'&amp;detail=' if detail else ''}{quote(detail)}"

"""How complaints a week are drawn as a voice: it goes quiet when a promise is kept."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from backlog.models import Item, Measurement
from backlog.recurrence import Verdict
from backlog.workflow import ItemStage

register = template.Library()
WIDTH = 210
_TONES = {Verdict.GONE: "accepted", Verdict.LESS: "shipped", Verdict.WORSE: "late"}
_OUT = frozenset({ItemStage.SHIPPED, ItemStage.VERIFIED})
_WAVE = (
    '<svg class="wave" viewBox="0 0 210 24" preserveAspectRatio="none" data-stage="{}" role="img" aria-label="{}">'
    '<path d="{}"/><path class="cut" d="M{} 0v24"/><path class="quiet" d="{}"/></svg>'
)


@register.simple_tag
def wave(measured: Measurement) -> SafeString:
    """Complaints a week before a release and after it."""
    weeks = measured.weeks
    before, after = [row["n"] for row in weeks if row["week"] < 0], [row["n"] for row in weeks if row["week"] >= 0]
    most, step = max([*before, *after, 1]), WIDTH / (len(weeks) + 1)
    said = _("{before} a week before, {after} a week after")
    return format_html(
        _WAVE,
        "late" if measured.verdict in {Verdict.SAME, Verdict.WORSE} else "shipped",
        said.format(before=spoken(before) or "–", after=spoken(after) or "–"),
        bars(before, most, step),
        f"{step * (len(before) + 0.5):.1f}",
        bars(after, most, step, place=len(before) + 1),
    )


@register.simple_tag
def verdict(measured: Measurement) -> SafeString:
    """What became of the complaints, as a badge."""
    tone = _TONES.get(Verdict(measured.verdict), "proposed")
    return _word(tone, Verdict(measured.verdict).label)


@register.simple_tag
def aftermath(item: Item) -> SafeString:
    """What a card says of the time since it was shipped: the wave and its verdict, or that it came back.

    An item that is found with its measurement asks nothing more of the database.
    """
    measured = getattr(item, "measurement", None)
    if measured is None or measured.measured_at is None:
        return SafeString("")
    if item.stage in _OUT:
        return format_html('<span class="since">{}{}</span>', wave(measured), verdict(measured))
    return _word("late", _("Came back")) if measured.came_back_at else SafeString("")


@register.filter
def spoken(points: list[int]) -> str:
    """A small line, read aloud."""
    return ", ".join(str(n) for n in points)


def bars(points: list[int], most: int, step: float, *, place: int = 0) -> str:
    """A bar for each point, the first at a place; so many are as high as the box."""
    halves = [(step * (n + place + 0.5), max(0.6, 11 * many / most)) for n, many in enumerate(points)]
    return "".join(f"M{x:.1f} {12 - half:.1f}v{2 * half:.1f}" for x, half in halves)


def _word(tone: str, label: object) -> SafeString:
    return format_html('<span class="badge" data-stage="{}"><span>{}</span></span>', tone, label)

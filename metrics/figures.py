"""Which numbers does the dashboard know? Each with what it is made of, how it is written, and whether more is better."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.refusals import Invalid, Sentence
from metrics.histogram import quantile


class Kind(StrEnum):
    """How a number is written."""

    COUNT = "count"
    SHARE = "share"
    TIME = "time"


class Better(StrEnum):
    """Which way it should go."""

    MORE = "more"
    LESS = "less"
    NEITHER = ""


DECIDED, ANSWERED = "decided", "answered"
"""What stands behind a number that is more than one measure."""
TIMES = ("heard", "decided", "shipped")
Numbers = Mapping[str, int]
LONGEST = 10 * 366 * 86400
"""Seconds that a goal may be at most."""


@dataclass(frozen=True)
class Figure:
    """A count of `of`; a share of `of` in `out_of`; or the time within which a `part` of `timed` was done."""

    name: str
    label: str | Promise
    kind: Kind
    of: tuple[str, ...] = ()
    out_of: tuple[str, ...] = ()
    timed: str = ""
    part: float = 0.5
    behind: str = ""
    better: Better = Better.NEITHER
    note: str | Promise = ""

    def value(self, sums: Numbers, took: Mapping[str, Mapping[int, int]]) -> float | None:
        """What it is: how many, from 0 to 1, or seconds; None where there is nothing to say. `took`: buckets of each kind."""
        if self.kind == Kind.TIME:
            return quantile(took.get(self.timed, {}), self.part)
        counted = sum(sums.get(name, 0) for name in self.of)
        if self.kind == Kind.COUNT:
            return counted
        whole = sum(sums.get(name, 0) for name in self.out_of)
        return counted / whole if whole else None


def need_sense(values: Mapping[str, float | None]) -> None:
    """Refuse goals for what has none (a count depends on how many days one looks at), and what can never be."""
    wrong: dict[str, Sentence] = {}
    for name, value in values.items():
        figure = BY_NAME.get(name)
        if figure is None or figure.kind == Kind.COUNT:
            wrong[name] = _("This number has no goal.")
        elif value is not None and not 0 <= value <= (1 if figure.kind == Kind.SHARE else LONGEST):
            wrong[name] = _("A share is at most 100 percent, a time at most ten years.")
    if wrong:
        raise Invalid(wrong)


def _counts(*names_and_labels: tuple[str, Promise]) -> list[Figure]:
    return [Figure(name, label, Kind.COUNT, of=(name,), behind=name) for name, label in names_and_labels]


FIGURES = (
    *_counts(
        ("received", _("Received")),
        ("heard", _("Heard")),
        ("assessed", _("Assessed")),
        ("accepted", _("Accepted")),
        ("declined", _("Declined")),
        ("set_aside", _("Set aside")),
        ("promoted", _("Spoke for an item")),
        ("shipped", _("Shipped")),
        ("told", _("Told")),
        ("came_back", _("Came back")),
    ),
    Figure("acceptance", _("Acceptance rate"), Kind.SHARE, of=("accepted",), out_of=("accepted", "declined"),
           behind=DECIDED, better=Better.MORE, note=_("accepted of decided")),
    Figure("heard_half", _("Time to heard"), Kind.TIME, timed="heard", behind="heard", better=Better.LESS,
           note=_("half of them sooner")),
    Figure("heard_most", _("Time to heard, nine of ten"), Kind.TIME, timed="heard", part=0.9, behind="heard",
           better=Better.LESS, note=_("nine of ten sooner")),
    Figure("decided_half", _("Time to decided"), Kind.TIME, timed="decided", behind=DECIDED, better=Better.LESS,
           note=_("half of them sooner")),
    Figure("decided_most", _("Time to decided, nine of ten"), Kind.TIME, timed="decided", part=0.9, behind=DECIDED,
           better=Better.LESS, note=_("nine of ten sooner")),
    Figure("shipped_half", _("Time to shipped"), Kind.TIME, timed="shipped", behind="shipped", better=Better.LESS,
           note=_("half of them sooner")),
    Figure("shipped_most", _("Time to shipped, nine of ten"), Kind.TIME, timed="shipped", part=0.9, behind="shipped",
           better=Better.LESS, note=_("nine of ten sooner")),
    Figure("in_time", _("Answered in time"), Kind.SHARE, of=("in_time",), out_of=("in_time", "late"), behind=ANSWERED,
           better=Better.MORE, note=_("within the promised hour")),
    Figure("confirmed", _("Confirmed listening"), Kind.SHARE, of=("confirmed",), out_of=("heard",), behind="confirmed",
           better=Better.MORE, note=_("“yes, you heard me”, of heard")),
    Figure("proactive", _("Proactive share"), Kind.SHARE, of=("lasting",), out_of=("lasting", "by_hand", "declined"),
           behind="lasting", better=Better.MORE, note=_("led to a lasting change, of decided")),
    Figure("told_share", _("Told of shipped"), Kind.SHARE, of=("told",), out_of=("shipped",), behind="told",
           better=Better.MORE, note=_("heard from us that it is there")),
    Figure("from_complaints", _("Backlog from complaints"), Kind.SHARE, of=("from_complaint",), out_of=("proposed",),
           behind="from_complaint", better=Better.MORE, note=_("items that began as one")),
)  # fmt: skip
BY_NAME = {figure.name: figure for figure in FIGURES}
GOALS = tuple(figure for figure in FIGURES if figure.kind != Kind.COUNT)
"""What may have a goal."""
KEY = ("acceptance", "heard_half", "decided_half", "shipped_half", "proactive", "told_share")
"""The six that one sees first."""

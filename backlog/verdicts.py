"""Which verdict follows from the complaints before and after a release?

The rules stand here and nowhere else; the page of an item shows all of them, and the one that applied.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from backlog.recurrence import ENOUGH, TOO_SHORT, Checked, Counts, Verdict
from common.rates import Comparison


@dataclass(frozen=True)
class Judged:
    """Counts with their comparison."""

    counts: Counts
    rates: Comparison


@dataclass(frozen=True)
class Rule:
    """One line of a table: what it says when it applies, and why."""

    name: str
    says: str
    applies: Callable[[Judged], bool]
    sentence: Promise


VERDICTS = (
    Rule("nobody_yet", Verdict.TOO_EARLY, lambda j: j.counts.days_after <= 0, _("Nobody has it yet.")),
    Rule(
        "surely_more",
        Verdict.WORSE,
        lambda j: j.rates.low > 1,
        _("The whole interval lies above 1: there are more complaints than chance explains. This is said at any time."),
    ),
    Rule(
        "too_short",
        Verdict.TOO_EARLY,
        lambda j: j.counts.days_after < TOO_SHORT,
        _("Less than two weeks have passed."),
    ),
    Rule(
        "nothing_before",
        Verdict.TOO_EARLY,
        lambda j: j.counts.before + j.counts.after == 0,
        _("Nobody complained before either: there is nothing to compare with."),
    ),
    Rule(
        "surely_none",
        Verdict.GONE,
        lambda j: j.rates.high < 1 and j.counts.after == 0,
        _("Nobody complained since, and the whole interval lies below 1."),
    ),
    Rule(
        "surely_fewer",
        Verdict.LESS,
        lambda j: j.rates.high < 1,
        _("The whole interval lies below 1: there are fewer complaints than chance explains."),
    ),
    Rule(
        "none_but_few",
        Verdict.TOO_EARLY,
        lambda j: j.counts.after == 0,
        _("Nobody complained since, but there were so few before that this may be chance."),
    ),
    Rule(
        "shorter_than_before",
        Verdict.TOO_EARLY,
        lambda j: j.counts.days_after < j.counts.days_before,
        _("The difference may be chance, and the time since is shorter than the time before."),
    ),
    Rule(
        "may_be_chance",
        Verdict.SAME,
        lambda _j: True,
        _("We looked as long after as before, and the difference may be chance."),
    ),
)
"""The first that applies is the verdict."""


def hypothesis_rules(percent: int) -> tuple[Rule, ...]:
    """What follows for "so many percent fewer", after its days; the first that applies."""
    hoped = 1 - percent / 100
    return (
        Rule(
            "as_hoped",
            Checked.HELD,
            lambda j: j.rates.ratio <= hoped and j.rates.high < 1,
            _("They fell by as much as we hoped or more, and by more than chance explains."),
        ),
        Rule(
            "surely_less_than_hoped",
            Checked.NOT_HELD,
            lambda j: j.rates.ratio > hoped and j.rates.low > hoped,
            _("The whole interval lies above what we hoped for."),
        ),
        Rule(
            "cannot_say",
            Checked.CANNOT_SAY,
            lambda _j: True,
            _("There are too few complaints to tell what we hoped for from chance."),
        ),
    )


def judge(counts: Counts, rules: tuple[Rule, ...] = VERDICTS) -> tuple[Rule, Comparison]:
    """The rule that applies to these counts, and the comparison that it looked at."""
    rates = counts.compared()
    judged = Judged(counts, rates)
    return next(rule for rule in rules if rule.applies(judged)), rates


def evidence_suffices(verdict: str, days_after: float, hypothesis: str, *, is_pending: bool) -> bool:
    """Whether the numbers alone verify: fewer than chance explains, long enough, and no hypothesis that speaks against."""
    return (
        verdict in {Verdict.GONE, Verdict.LESS}
        and days_after >= ENOUGH
        and not is_pending
        and hypothesis != Checked.NOT_HELD
    )

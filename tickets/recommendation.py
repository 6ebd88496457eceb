"""Could we keep doing this for everyone, for good? One readable table of rules; the person decides."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from tickets.vocabulary import Doer, Extent, Finding

YEAR = 12
"""Months whose remaining budget a promise may draw on."""
BY_HAND_LIMIT = 100
"""Times a month that people can do by hand without becoming the product."""


@dataclass(frozen=True)
class Answers:
    """What was answered: the three questions, the numbers, what is missing, and the budget that is left."""

    for_everyone: str
    for_good: str
    built_in: str
    cost_each_time: Decimal = Decimal(0)
    times_per_month: int = 0
    one_off_cost: Decimal = Decimal(0)
    is_cost_said: bool = True
    is_missing_something: bool = False
    budget_left: Decimal | None = None

    @property
    def monthly_cost(self) -> Decimal:
        """Each time × times a month."""
        return self.cost_each_time * self.times_per_month

    @property
    def is_over_budget(self) -> bool:
        """More than what the area may still promise; never where no budget is set."""
        return self.budget_left is not None and self.monthly_cost > self.budget_left

    @property
    def left_after(self) -> Decimal | None:
        """What the area may still promise a month once this is promised, too; less than nothing: over budget."""
        return None if self.budget_left is None else self.budget_left - self.monthly_cost

    @property
    def months_carried(self) -> int | None:
        """For how many months the area could carry it, 12 meaning for good; None where no budget is set.

        What is left of the budget in a year (12 × left a month) pays the one-off cost first, then month after month.
        Where twelve months fit, every later year is cheaper still: no one-off cost (docs/decisions/0006).
        """
        if self.budget_left is None:
            return None
        purse = YEAR * self.budget_left - self.one_off_cost
        if purse < 0:
            return 0
        return YEAR if purse >= YEAR * self.monthly_cost else int(purse // self.monthly_cost)


@dataclass(frozen=True)
class Fired:
    """A rule that is true of the answers: what it speaks for, its sentence, and whether it made the finding."""

    speaks_for: Finding
    sentence: str
    is_decisive: bool


@dataclass(frozen=True)
class Recommendation:
    """A finding, the reasons for it, and every rule that fired, in the reader's language."""

    finding: Finding
    reasons: tuple[str, ...]
    fired: tuple[Fired, ...] = ()

    @property
    def overruled(self) -> tuple[Fired, ...]:
        """What is true as well, but does not decide."""
        return tuple(rule for rule in self.fired if not rule.is_decisive)


@dataclass(frozen=True)
class Rule:
    """When this is so, it speaks for this finding, with this sentence."""

    speaks_for: Finding
    when: Callable[[Answers], bool]
    because: Callable[[Answers], str]


_NO, _YET, _YES = Finding.NOT_SUSTAINABLE, Finding.NOT_YET, Finding.SUSTAINABLE
RULES = (
    # speaks for, when, because: the first finding that any rule speaks for, in this order, is recommended
    Rule(
        _NO, lambda a: a.for_everyone == Extent.NO, lambda _a: _("We would not do it for everyone in this situation.")
    ),
    Rule(_NO, lambda a: a.for_good == Extent.NO, lambda _a: _("We could not run the company this way for good.")),
    Rule(
        _NO,
        lambda a: a.built_in == Doer.BY_HAND and a.times_per_month > BY_HAND_LIMIT,
        lambda a: _("People would do it by hand {n} times a month.").format(n=f"{a.times_per_month:,}"),
    ),
    Rule(_YET, lambda a: a.is_missing_something, lambda _a: _("A capability is missing.")),
    Rule(_YET, lambda a: a.is_over_budget, lambda _a: _("It costs more than what is left of the promise budget.")),
    Rule(
        _YET,
        lambda a: a.for_everyone == Extent.WITHIN_LIMITS and a.for_good == Extent.WITHIN_LIMITS,
        lambda _a: _("Limits both for whom and for how long: say first where they are."),
    ),
    Rule(
        _YES, lambda a: a.built_in == Doer.PRODUCT, lambda _a: _("The product does the work; nobody’s hand is needed.")
    ),
    Rule(_YES, lambda a: a.built_in == Doer.PROCESS, lambda _a: _("A process does the work each time.")),
    Rule(_YES, lambda a: a.built_in == Doer.BY_HAND, lambda _a: _("By hand, but seldom enough to last.")),
    Rule(_YES, lambda a: a.for_everyone == Extent.YES, lambda _a: _("Everyone in this situation would get it.")),
    Rule(_YES, lambda a: a.is_cost_said and a.monthly_cost == 0, lambda _a: _("It costs nothing each time.")),
    Rule(
        _YES,
        lambda a: a.monthly_cost > 0 and a.budget_left is not None,
        lambda _a: _("It fits into what is left of the promise budget."),
    ),
)


def recommend(answers: Answers) -> Recommendation:
    """The finding that follows from the answers, with every reason that speaks for it."""
    true = [rule for rule in RULES if rule.when(answers)]
    finding = next((f for f in (_NO, _YET, _YES) if any(rule.speaks_for == f for rule in true)), None)
    if finding is None:
        return Recommendation(_YET, (_("The answers are not complete."),))
    fired = tuple(Fired(rule.speaks_for, rule.because(answers), rule.speaks_for == finding) for rule in true)
    return Recommendation(finding, tuple(rule.sentence for rule in fired if rule.is_decisive), fired)

"""What must make sense in what an item says?"""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from backlog.models import Item
from backlog.recurrence import LONGEST, WINDOW
from backlog.workflow import ItemStage
from common import text
from common.refusals import Invalid, Sentence

COST_LIMIT = 10**14
"""What a promise costs a month is below this: what its column holds."""
MOST_DAYS = 10_000
"""So many person-days are estimated at most."""


def whole_hypothesis(said: dict[str, Any], *, percent: int | None = None, days: int | None = None) -> dict[str, Any]:
    """What is said, with the days of a hypothesis where only its number is said: those it had, else the usual ones."""
    if not said.keys() & {"hypothesis_percent", "hypothesis_days"}:
        return said
    percent = said.get("hypothesis_percent", percent)
    within = said.get("hypothesis_days", days if percent is not None else None)
    return said | {"hypothesis_days": WINDOW if percent is not None and within is None else within}


def _need_a_hypothesis_with_a_number(item: Item) -> None:
    percent, days, most = item.hypothesis_percent, item.hypothesis_days, 1000 if item.hypothesis_rises else 100
    if item.hypothesis_rises and not item.hypothesis_metric:
        raise Invalid(
            {"hypothesis_rises": _("Complaints should fall. What should rise is a metric of its own: name it.")}
        )
    if percent is None and (days is not None or item.hypothesis_metric):
        said = _("A hypothesis needs a number: by how many percent? To have none, leave both empty.")
        raise Invalid({"hypothesis_percent": said})
    if percent is not None and not 1 <= percent <= most:
        raise Invalid({"hypothesis_percent": _("Between 1 and {n} percent.").format(n=most)})
    if days is not None and not 1 <= days <= LONGEST:
        raise Invalid({"hypothesis_days": _("Between 1 and {n} days.").format(n=LONGEST)})


def need_sense(item: Item, monthly_cost: Decimal | int | None) -> None:
    """Refuse an item that says nothing, promises nothing at work, or has numbers that are none."""
    text.need(title=item.title, problem=item.problem)
    text.allow(title=item.title, limit=200)
    text.allow(promise=item.promise, limit=2000)
    need_another_language(item)
    text.allow(acceptance=item.acceptance, limit=10_000)
    text.allow(hypothesis_metric=item.hypothesis_metric, limit=120)
    if item.stage not in {ItemStage.PROPOSED, ItemStage.DROPPED} and text.is_empty(item.promise):
        raise Invalid({"promise": _("What goes to work needs a promise.")})
    _need_a_cost(item, monthly_cost)
    _need_a_hypothesis_with_a_number(item)
    _need_a_sensible_estimate(item)


def need_another_language(item: Item) -> None:
    """Refuse a second promise that is in the language of the first, or without a first."""
    text.allow(promise_other=item.promise_other, limit=2000)
    if not item.promise_other:
        return
    if text.is_empty(item.promise):
        raise Invalid({"promise_other": _("Write the promise first.")})
    if text.language_of(item.promise_other) == text.language_of(item.promise):
        raise Invalid({"promise_other": _("Both are in the same language: one is Korean, the other English.")})


def _need_a_sensible_estimate(item: Item) -> None:
    days = item.estimate
    if days is not None and not (days.is_finite() and 0 < days <= MOST_DAYS and days == round(days, 1)):
        said = _("Between 0.1 and {n} person-days, with one decimal at most.")
        raise Invalid({"estimate": said.format(n=f"{MOST_DAYS:,}")})
    if item.confidence is not None and not 1 <= item.confidence <= 100:
        raise Invalid({"confidence": _("Between 1 and 100 percent.")})


def _need_a_cost(item: Item, monthly_cost: Decimal | int | None) -> None:
    """Refuse a promise of which nobody said what it costs; nothing is an answer, silence is none."""
    if monthly_cost is None and not text.is_empty(item.promise):
        raise Invalid({"monthly_cost": _("What does this promise cost a month? Write 0 if it costs nothing.")})
    need_countable_money(monthly_cost=monthly_cost or 0)


def need_countable_money(limit: int = COST_LIMIT, **amounts: Decimal | int) -> None:
    """Refuse, field by field, money that is negative, finer than a hundredth, or not below the limit."""
    wrong: dict[str, Sentence] = {}
    for name, amount in amounts.items():
        if not Decimal(amount).is_finite() or not amount < limit:
            wrong[name] = _("That is more than we can count.")
        elif amount < 0:
            wrong[name] = _("Money cannot be negative here.")
        elif Decimal(amount) != round(Decimal(amount), 2):
            wrong[name] = _("Money has two decimals at most.")
    if wrong:
        raise Invalid(wrong)

"""The promise budget of an area, as its gauge draws it."""

from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings

from common.templatetags.words import money
from tickets.models import ProductArea

register = template.Library()


@register.simple_tag
def gauge_of(area: ProductArea | None, left: Decimal | None, cost: Decimal | None) -> dict[str, Any] | None:
    """What the gauge says: how much is promised, how much this would add, what is left; None without a budget."""
    holder = area if area is None or area.monthly_promise_budget is not None else area.parent
    if holder is None or holder.monthly_promise_budget is None or left is None:
        return None
    budget, cost = holder.monthly_promise_budget, cost or Decimal(0)
    used, rest = budget - left, left - cost
    return {
        "where": str(holder),
        "used": _percent(used, budget),
        "used_amount": money(used),
        "this": min(_percent(cost, budget), 100 - _percent(used, budget)),
        "this_amount": money(cost) if cost else "",
        "left_amount": money(abs(rest)),
        "over": rest < 0,
    }


@register.simple_tag
def firm_currency() -> str:
    """The firm's currency, as scripts name it: "KRW"."""
    return str(settings.CURRENCY)


@register.simple_tag
def firm_sign() -> str:
    """The firm's currency, as people write it: "₩"."""
    return money(0).rstrip("0.,")


def _percent(part: Decimal, whole: Decimal) -> int:
    return max(0, min(100, round(100 * part / whole))) if whole else 100

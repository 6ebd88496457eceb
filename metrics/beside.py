"""What stands beside the counts? What is promised against what may be, and what became of what was shipped."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from backlog.models import Item, Measurement
from metrics.queries import Scope
from tickets.models import ProductArea

LAST = 6
"""So many shipped items are shown."""


@dataclass(frozen=True)
class Budget:
    """What an area's promises cost a month, and what they may."""

    area: ProductArea
    spent: Decimal
    budget: Decimal

    @property
    def is_over(self) -> bool:
        """Whether more is promised than may be."""
        return self.spent > self.budget

    @property
    def share(self) -> float | None:
        """Spent of the budget; None where the budget is nothing."""
        return float(self.spent / self.budget) if self.budget else None


def budgets(areas: Iterable[ProductArea], scope: Scope) -> list[Budget]:
    """Of each area that has a budget, with what its parts promise; only those asked for."""
    costs = Item.objects.costs_by_area()
    return [
        Budget(area, sum((cost for family, cost in costs if area.pk in family), Decimal(0)), budget)
        for area in areas
        if (budget := area.monthly_promise_budget) is not None and (not scope.area_ids or area.pk in scope.area_ids)
    ]


def worked(scope: Scope) -> list[Measurement]:
    """What was shipped last, with its complaints before and after."""
    rows = Measurement.objects.of_what_is_out().drawn().filter(measured_at__isnull=False)
    if scope.area_ids:
        rows = rows.filter(item__product_area__in=scope.area_ids)
    return list(rows.order_by("-shipped_at", "-pk")[:LAST])

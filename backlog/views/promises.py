"""What binds us: every promise in force, and how much of each area's budget it takes."""

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from backlog.models import ApprovalRequest, Item
from backlog.queries import month_before
from common.clock import today
from common.paging import Order, page
from tickets.models import ProductArea

COUNTED = 1000
"""Further than this nobody counts."""


@require_safe
def promises(request: SignedIn) -> HttpResponse:
    """What binds us: every promise in force, and what it costs a month."""
    day, show = today(), request.GET.get("show", "")
    chosen = {"due": Item.objects.due_for_review(day), "over": Item.objects.over_plan(day)}
    rows = chosen.get(show, Item.objects.in_force()).select_related("product_area__parent", "owner").voiced()
    order = Order("proposed_at", descending=True)
    told = {
        "page": page(rows.accounted(month_before(day)), order=order, cursor=request.GET.get("cursor", "")),
        "gauges": _gauges(),
        "show": show if show in chosen else "",
        "counts": {name: some.order_by()[:COUNTED].count() for name, some in chosen.items()},
        "asked": ApprovalRequest.objects.open()[:COUNTED].count(),
        "month": month_before(day),
        "today": day,
    }
    return render(request, "backlog/promises.html", told)


def _gauges() -> list[dict[str, Any]]:
    """How much of each area's promise budget is spent: its own items', and those of its parts."""
    areas = ProductArea.objects.filter(monthly_promise_budget__isnull=False).order_by("pk")[:50]
    costs = Item.objects.costs_by_area()
    return [_gauge(area, sum((cost for family, cost in costs if area.pk in family), Decimal(0))) for area in areas]


def _gauge(area: ProductArea, spent: Decimal) -> dict[str, Any]:
    budget = area.monthly_promise_budget or Decimal(0)
    return {
        "area": area,
        "budget": budget,
        "spent": spent,
        "left": budget - spent,
        "is_over": spent > budget,
        "percent": min(100, round(100 * spent / budget)) if budget else 0,
    }

"""What binds us: every promise in force, and how much of each area's budget it takes."""

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from backlog.models import Item
from common.paging import Order, page
from tickets.models import ProductArea


@require_safe
def promises(request: SignedIn) -> HttpResponse:
    """What binds us: every promise in force, and what it costs a month."""
    rows = Item.objects.in_force().select_related("product_area__parent").heard()
    found = page(rows, order=Order("proposed_at", descending=True), cursor=request.GET.get("cursor", ""))
    return render(request, "backlog/promises.html", {"page": found, "gauges": _gauges()})


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

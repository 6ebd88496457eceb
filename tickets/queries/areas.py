"""Which product areas, and what may their promises cost?"""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from tickets.models import ProductArea


class ProductAreaQuerySet(QuerySet["ProductArea"]):
    """ProductArea.objects …"""

    def as_tree(self) -> "ProductAreaQuerySet":
        """… parents first, each followed by its parts."""
        family = Coalesce("parent_id", "pk")
        return self.select_related("parent").order_by(family, F("parent_id").asc(nulls_first=True), "pk")

    def in_use(self) -> "ProductAreaQuerySet":
        """… that new complaints can be about."""
        return self.filter(retired_at=None)

    def tops(self) -> "ProductAreaQuerySet":
        """… that stand on their own."""
        return self.filter(parent=None).order_by("pk")

    def budget_left(self, area: "ProductArea | None") -> Decimal | None:
        """What the area's promises may still cost a month; None where no budget is set.

        A part without a budget of its own shares its parent's. Promises are items neither dropped nor retired;
        the room above this one owns them, so they are reached by name only.
        """
        holder = area if area is None or area.monthly_promise_budget is not None else area.parent
        if holder is None or holder.monthly_promise_budget is None:
            return None
        in_force = Sum("items__monthly_cost", filter=Q(items__retired_at=None) & ~Q(items__stage="dropped"))
        kept = self.within(holder.pk).aggregate(sum=in_force)["sum"]
        return holder.monthly_promise_budget - (kept or Decimal(0))

    def limit_of(self, area: "ProductArea | None") -> Decimal:
        """Above what a month a promise of the area is a manager's to make: its own, its parent's, then the setting."""
        own = area.promise_needs_manager_above if area else None
        if area is not None and own is None and area.parent is not None:
            own = area.parent.promise_needs_manager_above
        limit: Decimal = settings.PROMISE_NEEDS_MANAGER_ABOVE
        return limit if own is None else own

    def within(self, area_id: int) -> "ProductAreaQuerySet":
        """… an area and its parts."""
        return self.filter(Q(pk=area_id) | Q(parent_id=area_id))

"""Which releases, and which items in them?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from backlog.models import Item, Release, Shipment  # noqa: F401


class ReleaseQuerySet(QuerySet["Release"]):
    """Release.objects …"""

    def planned(self) -> "ReleaseQuerySet":
        """… still to be shipped."""
        return self.filter(shipped_at=None)

    def shipped(self) -> "ReleaseQuerySet":
        """… that were."""
        return self.filter(shipped_at__isnull=False)

    def counted(self, moment: datetime) -> "ReleaseQuerySet":
        """… with `item_count`, and `percent`: the share of all customers that has it at a moment."""
        counts = self.model._default_manager.filter(pk=OuterRef("pk")).order_by()
        items = counts.annotate(n=Count("shipments")).values("n")
        shares = counts.filter(shares__since__lte=moment).annotate(largest=Max("shares__percent")).values("largest")
        return self.annotate(item_count=Coalesce(Subquery(items), 0), percent=Coalesce(Subquery(shares), 0))

    def with_everyone(self, moment: datetime) -> "ReleaseQuerySet":
        """… that every customer has at a moment."""
        return self.shipped().filter(shares__percent=100, shares__since__lte=moment)

    def rolling_out(self, moment: datetime) -> "ReleaseQuerySet":
        """… shipped, but not with everyone at a moment."""
        return self.shipped().exclude(pk__in=self.with_everyone(moment).values("pk"))


class ShipmentQuerySet(QuerySet["Shipment"]):
    """Shipment.objects …"""

    def waiting(self) -> "ShipmentQuerySet":
        """… whose release is still to be shipped."""
        return self.filter(shipped_at=None)

    def latest_of(self, item: "Item") -> "Shipment | None":
        """The one with which the item was shipped last, with its release; None if that was on its own."""
        if item.shipped_at is None:
            return None
        return self.filter(item=item, shipped_at__gte=item.shipped_at).select_related("release").last()

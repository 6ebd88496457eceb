"""Which tickets of which batches?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

if TYPE_CHECKING:
    from accounts.models import User
    from tickets.models import Batch, Share  # noqa: F401


class BatchQuerySet(QuerySet["Batch"]):
    """Batch.objects …"""

    def of(self, colleague: "User") -> "BatchQuerySet":
        """… that a colleague began."""
        return self.filter(by=colleague).select_related("undoes", "undone_by")

    def left_behind(self, moment: datetime) -> "BatchQuerySet":
        """… of which something is to do, and at which nobody seems to be."""
        to_do = self.filter(shares__status__isnull=True, shares__pk__isnull=False).values("pk")
        return self.filter(pk__in=to_do, due_at__lte=moment).order_by("pk")


class ShareQuerySet(QuerySet["Share"]):
    """Share.objects …"""

    def to_do(self) -> "ShareQuerySet":
        """… that were not answered yet."""
        return self.filter(status=None)

    def changed(self) -> "ShareQuerySet":
        """… that were done, and can be undone."""
        return self.filter(status=201)

    def counted(self) -> dict[str, int]:
        """… how many there are, are done, were so already, were refused, are still to do."""
        return self.aggregate(
            total=Count("pk"),
            done=Count("pk", filter=Q(status=201)),
            so=Count("pk", filter=Q(status=200)),
            refused=Count("pk", filter=Q(status__gte=300)),
            left=Count("pk", filter=Q(status=None)),
        )

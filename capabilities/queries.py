"""Which capabilities?"""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

if TYPE_CHECKING:
    from capabilities.models import Capability  # noqa: F401


class CapabilityQuerySet(QuerySet["Capability"]):
    """Capability.objects …"""

    def missing(self) -> "CapabilityQuerySet":
        """… that we do not have yet."""
        return self.filter(arrived_at__isnull=True).order_by("name", "pk")

    def drawn(self) -> "CapabilityQuerySet":
        """… with who looks after them and what they need first."""
        return self.select_related("owner").prefetch_related("depends_on")

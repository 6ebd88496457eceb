"""Which entries, which deliveries?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Model, QuerySet

if TYPE_CHECKING:
    from journal.models import Delivery, Entry  # noqa: F401


class EntryQuerySet(QuerySet["Entry"]):
    """Entry.objects …"""

    def about(self, subject: Model) -> "EntryQuerySet":
        """… of one subject, oldest first."""
        return self.filter(about_type=subject._meta.label_lower, about_id=subject.pk).order_by("id")

    def told(self) -> "EntryQuerySet":
        """… with who did it."""
        return self.select_related("actor")


class DeliveryQuerySet(QuerySet["Delivery"]):
    """Delivery.objects …"""

    def undone(self) -> "DeliveryQuerySet":
        """… that must still happen."""
        return self.filter(done_at__isnull=True, dead_at__isnull=True)

    def due(self, moment: datetime) -> "DeliveryQuerySet":
        """… whose time has come, the longest waiting first."""
        return self.undone().filter(due_at__lte=moment).order_by("due_at")

    def given_up(self) -> "DeliveryQuerySet":
        """… that was tried too often."""
        return self.filter(dead_at__isnull=False)

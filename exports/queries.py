"""Which exports?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from accounts.models import User
    from exports.models import Export  # noqa: F401


class ExportQuerySet(QuerySet["Export"]):
    """Export.objects …"""

    def of(self, user: "User") -> "ExportQuerySet":
        """… that a colleague asked for: nobody sees another one's."""
        return self.filter(by=user)

    def underway(self) -> "ExportQuerySet":
        """… that are not made yet and not given up."""
        return self.filter(done_at__isnull=True, failed_at__isnull=True)

    def left_behind(self, moment: datetime) -> "ExportQuerySet":
        """… at which nobody seems to be: the worker died, or its bell was lost."""
        return self.underway().filter(due_at__lte=moment).order_by("due_at", "pk")

    def free(self, moment: datetime) -> "ExportQuerySet":
        """… that a worker may begin, or take up again."""
        return self.underway().filter(Q(held_until__isnull=True) | Q(held_until__lte=moment))

    def expired(self, moment: datetime) -> "ExportQuerySet":
        """… whose days are over."""
        return self.filter(expires_at__lte=moment).order_by("expires_at", "pk")

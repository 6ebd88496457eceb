"""Which pushes?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

if TYPE_CHECKING:
    from notifications.models import Push  # noqa: F401


class PushQuerySet(QuerySet["Push"]):
    """Push.objects …"""

    def unsent(self) -> "PushQuerySet":
        """… that must still go."""
        return self.filter(sent_at__isnull=True, dead_at__isnull=True)

    def given_up(self) -> "PushQuerySet":
        """… that were tried too often."""
        return self.filter(dead_at__isnull=False)

    def to_try_again(self) -> "PushQuerySet":
        """… that were given up, and of which no later one about the same notice waits, or was given up, in that browser."""
        twins = self.model._default_manager.filter(notice=OuterRef("notice"), browser=OuterRef("browser"))
        waiting = twins.filter(sent_at__isnull=True, dead_at__isnull=True)
        later = twins.filter(dead_at__isnull=False, pk__gt=OuterRef("pk"))
        return self.given_up().filter(~Exists(waiting), ~Exists(later))

    def free(self, moment: datetime) -> "PushQuerySet":
        """… that nobody is sending right now."""
        return self.filter(Q(claimed_until__isnull=True) | Q(claimed_until__lt=moment))

    def due(self, moment: datetime) -> "PushQuerySet":
        """… whose time has come, the longest waiting first."""
        return self.unsent().free(moment).filter(due_at__lte=moment).order_by("due_at")

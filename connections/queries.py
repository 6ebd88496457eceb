"""Which connections, which posts?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from connections.models import Connection, Post  # noqa: F401


class ConnectionQuerySet(QuerySet["Connection"]):
    """Connection.objects …"""

    def kept(self) -> "ConnectionQuerySet":
        """… that were not removed, by name."""
        return self.filter(removed_at=None).order_by("name", "pk")

    def working(self) -> "ConnectionQuerySet":
        """… to which something may be posted."""
        return self.filter(removed_at=None, paused_at=None)

    def listening(self) -> "ConnectionQuerySet":
        """… that want to hear about something, with the areas it has to be of."""
        return self.working().exclude(events=[]).prefetch_related("areas")

    def free(self, moment: datetime) -> "ConnectionQuerySet":
        """… that nobody is speaking with, and that do not rest."""
        idle = Q(claimed_until=None) | Q(claimed_until__lt=moment)
        return self.working().filter(idle, Q(resting_until=None) | Q(resting_until__lte=moment))


class PostQuerySet(QuerySet["Post"]):
    """Post.objects …"""

    def undone(self) -> "PostQuerySet":
        """… that must still go."""
        return self.filter(done_at=None, dead_at=None)

    def due(self, moment: datetime) -> "PostQuerySet":
        """… whose time has come, the longest waiting first."""
        return self.undone().filter(due_at__lte=moment).order_by("due_at", "pk")

    def settled_before(self, moment: datetime) -> "PostQuerySet":
        """… that were made before a moment and wait for nothing."""
        return self.filter(made_at__lt=moment).exclude(done_at=None, dead_at=None).order_by("made_at")

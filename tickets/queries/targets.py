"""Which targets?"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import QuerySet

if TYPE_CHECKING:
    from tickets.models import Targets


class TargetsQuerySet(QuerySet["Targets"]):
    """Targets.objects …"""

    def current(self) -> "Targets":
        """… as they hold now: those that were set, else the settings' hours, at every hour of every day."""
        return self.first() or self.model(pk=1, weekdays=list(range(7)), **settings.HOURS_TO)

"""Which mails?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from notifications.models import Mail  # noqa: F401


class MailQuerySet(QuerySet["Mail"]):
    """Mail.objects …"""

    def unsent(self) -> "MailQuerySet":
        """… that must still go."""
        return self.filter(sent_at__isnull=True, dead_at__isnull=True)

    def free(self, moment: datetime) -> "MailQuerySet":
        """… that nobody is sending right now."""
        return self.filter(Q(claimed_until__isnull=True) | Q(claimed_until__lt=moment))

    def due(self, moment: datetime) -> "MailQuerySet":
        """… whose time has come: what is urgent first, then the longest waiting."""
        return self.unsent().free(moment).filter(due_at__lte=moment).order_by("priority", "due_at")

    def drawn(self) -> "MailQuerySet":
        """… with what their words need."""
        return self.select_related("ticket__customer", "ticket__listening", "ticket__decision", "colleague")

    def given_up(self) -> "MailQuerySet":
        """… that were tried too often."""
        return self.filter(dead_at__isnull=False)

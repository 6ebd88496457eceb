"""Which messages?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from tickets.models import Message  # noqa: F401


class MessageQuerySet(QuerySet["Message"]):
    """Message.objects …"""

    def standing(self) -> "MessageQuerySet":
        """… that nobody took back."""
        return self.filter(undone_at=None)

    def left(self, moment: datetime) -> "MessageQuerySet":
        """… that can be taken back no longer: what a customer may see."""
        return self.standing().filter(Q(leaves_at=None) | Q(leaves_at__lte=moment))

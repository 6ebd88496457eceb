"""Which messages?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

if TYPE_CHECKING:
    from tickets.models import Message  # noqa: F401

_OF_A_FILE = ("key", "name", "content_type", "size", "has_preview")


class MessageQuerySet(QuerySet["Message"]):
    """Message.objects …"""

    def standing(self) -> "MessageQuerySet":
        """… that nobody took back."""
        return self.filter(undone_at=None)

    def left(self, moment: datetime) -> "MessageQuerySet":
        """… that can be taken back no longer: what a customer may see."""
        return self.standing().filter(Q(leaves_at=None) | Q(leaves_at__lte=moment))

    def with_files(self) -> "MessageQuerySet":
        """… with what came with each, as one column."""
        rows = self.model._base_manager.filter(pk=OuterRef("pk"), attachments__isnull=False)
        files = rows.order_by("attachments__id").values(file=told_of_files("attachments__"))
        return self.annotate(files=ArraySubquery(files))


def told_of_files(of: str = "") -> JSONObject:
    """What is shown of a file, as one column."""
    return JSONObject(**{name: f"{of}{name}" for name in _OF_A_FILE})

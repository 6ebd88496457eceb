"""Which files came with a complaint or with something said on it, and which are chosen and not sent yet?"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A row that names a file in the store: kept outside the static tree, given out as a download only."""

    key = models.CharField(max_length=43, unique=True, help_text="random name in the store and in the address")
    name = models.CharField(_("Name"), max_length=200)
    content_type = models.CharField(max_length=100, help_text="decided by content, not by name")
    size = models.PositiveIntegerField(_("Bytes"))
    has_preview = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Attachment(StoredFile):
    """A file that came with a complaint, or with a message or note on it."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="attachments")
    message = models.ForeignKey(
        "tickets.Message",
        on_delete=models.PROTECT,
        related_name="attachments",
        null=True,
        blank=True,
        help_text="with what it was said; nothing: it came with the complaint",
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="an_attachment_is_not_empty", condition=Q(size__gt=0)),
        ]


class UnsentFile(StoredFile):
    """A file that a colleague chose and did not send yet: theirs alone, let go after a week."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="unsent_files")
    ticket = models.ForeignKey(
        "tickets.Ticket",
        on_delete=models.CASCADE,
        related_name="unsent_files",
        null=True,
        blank=True,
        help_text="on which it waits; nothing: it waits for a complaint that is still written down",
    )
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="an_unsent_file_is_not_empty", condition=Q(size__gt=0)),
        ]

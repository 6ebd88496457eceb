"""What is an export? A question, how far its file is, and until when it is kept."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exports.queries import ExportQuerySet
from exports.vocabulary import Ending, What


class Export(models.Model):
    """A file that a colleague asked for. It is theirs alone, and deleted after some days."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    what = models.CharField(max_length=9, choices=What.choices)
    ending = models.CharField(_("Kind of file"), max_length=7, choices=Ending.choices)
    filters = models.JSONField(default=dict, help_text="what it is narrowed to, as it was asked")
    narrowed_to = models.TextField(blank=True, help_text="the same in words, in the language of who asked")
    language = models.CharField(max_length=2, help_text="of its headings")
    key = models.CharField(max_length=43, unique=True, help_text="random name in the store")
    at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="when the clock rings again if nobody is at it")
    held_until = models.DateTimeField(null=True, blank=True, help_text="a worker is at it, if it still lives")
    attempts = models.PositiveSmallIntegerField(default=0, help_text="which worker's turn it is")
    total = models.PositiveIntegerField(null=True, blank=True, help_text="rows that there were when it was begun")
    rows = models.PositiveIntegerField(default=0, help_text="rows written so far")
    size = models.PositiveBigIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_export_is_of_a_known_kind", condition=Q(what__in=What.values, ending__in=Ending.values)
            ),
            models.CheckConstraint(
                name="what_is_made_was_not_given_up", condition=Q(done_at__isnull=True) | Q(failed_at__isnull=True)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["by", "id"], name="export_of_whom"),
            models.Index(
                fields=["due_at"], name="export_due", condition=Q(done_at__isnull=True, failed_at__isnull=True)
            ),
            models.Index(fields=["expires_at"], name="export_expires"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def file_name(self) -> str:
        """What it is called where it is saved."""
        return f"{self.what}-{timezone.localtime(self.at):%Y-%m-%d-%H%M}.{self.ending}"

    @property
    def path(self) -> str:
        """Where the store keeps the file."""
        return f"exports/{self.key[:2]}/{self.key}"

    @property
    def state(self) -> str:
        """`waiting`, `underway`, `done` or `failed`."""
        if self.done_at:
            return "done"
        if self.failed_at:
            return "failed"
        return "waiting" if self.total is None else "underway"

    @property
    def percent(self) -> int:
        """How far it is."""
        if self.done_at:
            return 100
        return min(99, self.rows * 100 // self.total) if self.total else 0

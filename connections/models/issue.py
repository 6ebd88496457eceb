"""Which issue elsewhere is an item worked on in, and what did hosts of code tell us?"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from backlog.models import Item
from connections.models.connection import Connection
from connections.queries import IssueLinkQuerySet
from connections.vocabulary import Kind, Trouble


class IssueLink(models.Model):
    """An issue where code is made, beside the item it is about. Without a reference it is still to be made there."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="issue_links")
    connection = models.ForeignKey(
        Connection, on_delete=models.PROTECT, null=True, blank=True, related_name="issue_links", db_index=False
    )
    host = models.CharField(max_length=12, choices=Kind.choices)
    site = models.CharField(max_length=253)
    reference = models.CharField(max_length=220, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    title = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=60, blank=True, help_text="as it is called there")
    is_done = models.BooleanField(default=False)
    there_at = models.DateTimeField(null=True, blank=True, help_text="when it last changed there, as far as we know")
    asked_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=10, choices=Trouble.choices, blank=True)
    done_at = models.DateTimeField(null=True, blank=True, help_text="since when we know that it is done there")
    put_off_at = models.DateTimeField(null=True, blank=True, help_text="somebody said that the item is not shipped yet")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()

    objects = IssueLinkQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item", "site", "reference"],
                condition=~Q(reference=""),
                name="an_item_is_linked_to_an_issue_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["connection", "reference"], name="issue_link_there"),
        ]

    def __str__(self) -> str:
        return self.reference or f"issue of PB-{self.item_id}"

    @property
    def is_stuck(self) -> bool:
        """Whether it is still to be made, or could not be looked at."""
        return not self.reference or bool(self.trouble)

    @property
    def can_be_asked_about(self) -> bool:
        """Whether we may ask there now."""
        there = self.connection
        return there is not None and there.removed_at is None and there.paused_at is None

    @property
    def asks_to_ship(self) -> bool:
        """Whether somebody should say if the item is shipped: the issue is done, and nobody said not yet."""
        return self.done_at is not None and self.put_off_at is None


class Heard(models.Model):
    """Something that a host told us, by its digest: the same thing again changes nothing."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="+", db_index=False)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["connection", "digest"], name="a_thing_is_heard_once"),
        ]

    def __str__(self) -> str:
        return self.digest

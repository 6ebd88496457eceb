"""What do people keep beside an item? What blocks it, what they say about it, and files."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from backlog.models.items import Item
from capabilities.models import Capability

_PEOPLE = settings.AUTH_USER_MODEL


class Blocker(models.Model):
    """An item waits for another item, or for a capability."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="blockers", db_index=False)
    by_item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="blocks")
    by_capability = models.ForeignKey(
        Capability, on_delete=models.PROTECT, null=True, blank=True, related_name="blocked_items", db_index=False
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_blocker_is_an_item_or_a_capability",
                condition=Q(by_item__isnull=False, by_capability__isnull=True)
                | Q(by_item__isnull=True, by_capability__isnull=False),
            ),
            models.CheckConstraint(name="nothing_blocks_itself", condition=Q(by_item=None) | ~Q(by_item=F("item"))),
            models.UniqueConstraint(fields=["item", "by_item"], name="an_item_is_blocked_by_another_once"),
            models.UniqueConstraint(fields=["item", "by_capability"], name="an_item_waits_for_a_capability_once"),
        ]

    def __str__(self) -> str:
        return f"PB-{self.item_id} waits for {self.by_item or self.by_capability}"

    @property
    def is_done(self) -> bool:
        """Whether what it waits for is there."""
        if self.by_item is not None:
            return self.by_item.stage in {"shipped", "verified", "dropped"}
        return self.by_capability is not None and self.by_capability.arrived_at is not None


class Comment(models.Model):
    """What a colleague says about an item, to colleagues."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="comments", db_index=False)
    body = models.TextField(_("Comment"))
    mentions = models.JSONField(default=dict, blank=True, help_text="numbers of colleagues by their names as written")
    by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="a_comment_says_something", condition=~Q(body__regex=r"^\s*$")),
        ]
        indexes: ClassVar = [models.Index(fields=["item", "at", "id"], name="comment_on_item")]

    def __str__(self) -> str:
        return f"Comment on PB-{self.item_id}"


class ItemFile(models.Model):
    """A file beside an item; kept and given out by the rules of what comes with a complaint."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="files")
    key = models.CharField(max_length=43, unique=True, help_text="random name in the store and in the address")
    name = models.CharField(_("Name"), max_length=200)
    content_type = models.CharField(max_length=100, help_text="decided by content, not by name")
    size = models.PositiveIntegerField(_("Bytes"))
    has_preview = models.BooleanField(default=False)
    by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="a_file_is_not_empty", condition=Q(size__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name

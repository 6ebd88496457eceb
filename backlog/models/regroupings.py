"""What is a regrouping? Voices that were carried from one item to another, and the way back."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from backlog.models.items import Item
from backlog.queries import RegroupingQuerySet
from backlog.workflow import ItemStage


class Regrouping(models.Model):
    """Voices were moved from one item to another, or one item was joined with another; until that is undone."""

    source = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="regroupings", db_index=False)
    target = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="brought", db_index=False)
    stage = models.CharField(
        max_length=11, choices=ItemStage.choices, blank=True, help_text="of the source before it was joined"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = RegroupingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="voices_are_carried_elsewhere", condition=~Q(source=F("target"))),
        ]
        indexes: ClassVar = [
            models.Index(fields=["source", "id"], name="regrouping_from", condition=Q(undone_at__isnull=True)),
            models.Index(fields=["target", "id"], name="regrouping_to", condition=Q(undone_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"PB-{self.source_id} to PB-{self.target_id}"

    @property
    def is_join(self) -> bool:
        """Whether the source went with its voices."""
        return bool(self.stage)

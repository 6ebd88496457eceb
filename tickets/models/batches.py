"""How far is the same with many tickets?"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tickets.models.ticket import Ticket
from tickets.queries.batches import BatchQuerySet, ShareQuerySet
from tickets.vocabulary import Together


class Batch(models.Model):
    """One act of a colleague with many tickets, or the undoing of one."""

    act = models.CharField(max_length=9, choices=Together.choices)
    value = models.JSONField(null=True, help_text="whom, which tags, which area, why: as the act keeps it")
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="when the clock rings again if something is left to do and nobody is at it")

    objects = BatchQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="a_batch_does_a_known_act", condition=Q(act__in=Together.values)),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.pk}"


class Share(models.Model):
    """One ticket of a batch: to do, or answered. Its answer is written in the transaction of the deed."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="shares", db_index=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="+", db_index=False)
    seen = models.BigIntegerField(null=True, help_text="what the ticket held when the colleague looked at it")
    status = models.PositiveSmallIntegerField(null=True, help_text="what a door of its own would have answered")
    sentence = models.TextField(blank=True, help_text="why nothing was done")
    was = models.JSONField(null=True, help_text="what undoing needs to know")

    objects = ShareQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "ticket"], name="a_ticket_is_in_a_batch_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["batch", "id"], name="share_to_do", condition=Q(status__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} in {self.batch_id}"

    @property
    def reference(self) -> str:
        """The ticket's."""
        return f"CS-{self.ticket_id}"

    @property
    def is_done(self) -> bool:
        """Whether it is now as was wished."""
        return self.status is not None and self.status < 300

    @property
    def is_as_it_was(self) -> bool:
        """Whether there was nothing to do."""
        return self.status == 200

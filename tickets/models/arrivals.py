"""How far is the work that an arrived capability gives us?"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from capabilities.models import Capability
from tickets.queries import ArrivalQuerySet


class Arrival(models.Model):
    """The bringing back of the tickets that waited for a capability: kept here, so that a crash costs a moment."""

    capability = models.OneToOneField(Capability, on_delete=models.PROTECT, related_name="arrival")
    tell_them = models.BooleanField(help_text="whether those who wait hear at once that we look again")
    waiting = models.PositiveIntegerField(help_text="tickets that waited when it arrived")
    returned = models.PositiveIntegerField(default=0, help_text="tickets that were brought back so far")
    reached = models.BigIntegerField(default=0, help_text="number of the last ticket that was brought back")
    begun_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="when the clock rings again if nobody is at it")
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="no_more_come_back_than_waited", condition=Q(returned__lte=F("waiting"))),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="arrival_due", condition=Q(done_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"Arrival of {self.capability_id}"

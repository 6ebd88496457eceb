"""Who asks for what we declined, and how far has it grown since?"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tickets.queries import DemandQuerySet, SameAsQuerySet

_PEOPLE = settings.AUTH_USER_MODEL


class SameAs(models.Model):
    """A complaint asks for what an earlier decision declined: a person said so, or decided it as that one."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="same_as", db_index=False)
    decision = models.ForeignKey("tickets.Decision", on_delete=models.PROTECT, related_name="asked_again")
    by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    objects = SameAsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "same as"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ticket", "decision"], name="a_ticket_counts_on_a_decline_once"),
        ]

    def __str__(self) -> str:
        return f"CS-{self.ticket_id} asks for what decision {self.decision_id} declined"


class Demand(models.Model):
    """How many ask for what a decision declined: those known when it was made, and those who came since."""

    decision = models.OneToOneField(
        "tickets.Decision", on_delete=models.PROTECT, primary_key=True, related_name="demand"
    )
    known = models.PositiveIntegerField(help_text="customers known when it was declined; a company is one")
    customers = models.PositiveIntegerField(default=0, help_text="others who asked since; a company is one")
    pressing_since = models.DateTimeField(null=True, blank=True)

    objects = DemandQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="somebody_asked_before_a_decline", condition=Q(known__gte=1)),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["pressing_since", "decision"],
                name="demand_pressing",
                condition=Q(pressing_since__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customers} since decision {self.decision_id}"

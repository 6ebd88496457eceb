"""What became of the customer after our decision?"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.models import Relationship
from tickets.queries import AftermathQuerySet
from tickets.vocabulary import After, Became


class Aftermath(models.Model):
    """What became of the customer so many days after a decision: noted by the system, corrected by a colleague."""

    decision = models.ForeignKey(
        "tickets.Decision", on_delete=models.PROTECT, related_name="aftermaths", db_index=False
    )
    after_days = models.PositiveSmallIntegerField(choices=After.choices)
    what = models.CharField(_("What became of the customer"), max_length=13, choices=Became.choices)
    relationship = models.CharField(max_length=8, choices=Relationship.choices, blank=True)
    at = models.DateTimeField()
    is_corrected = models.BooleanField(default=False)
    reason = models.TextField(_("How do you know?"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    objects = AftermathQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "after_days"], name="an_aftermath_is_noted_once"),
            models.CheckConstraint(
                name="an_aftermath_is_of_a_known_kind",
                condition=Q(what__in=Became.values, after_days__in=After.values),
            ),
            models.CheckConstraint(
                name="a_correction_says_who_and_how_they_know",
                condition=Q(is_corrected=False, by__isnull=True, reason="")
                | (Q(is_corrected=True, by__isnull=False) & ~Q(reason__regex=r"^\s*$")),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["at", "id"], name="aftermath_at")]

    def __str__(self) -> str:
        return f"{self.what} {self.after_days} days after decision {self.decision_id}"

    @property
    def relationship_then(self) -> str:
        """How far we had come by the decision, as people read it."""
        return str(dict(Relationship.choices).get(self.decision.relationship, ""))

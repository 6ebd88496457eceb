"""What became of the complaints after a release? Kept by the clock, a function of the voices and of who has it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backlog.models.items import Item
from backlog.queries import MeasurementQuerySet
from backlog.recurrence import Checked, Verdict, finite


class Measurement(models.Model):
    """Complaints before and after one item was shipped, and what follows from them. Counted again, it is the same."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="measurement")
    shipped_at = models.DateTimeField()
    verdict = models.CharField(_("Verdict"), max_length=9, choices=Verdict.choices, default=Verdict.TOO_EARLY)
    rule = models.CharField(max_length=24, blank=True, help_text="name of the rule that gave the verdict")
    before = models.PositiveIntegerField(_("Before"), default=0)
    after = models.PositiveIntegerField(_("Since then"), default=0)
    late = models.PositiveIntegerField(_("Late reports"), default=0)
    days_before = models.FloatField(default=0)
    days_after = models.FloatField(default=0)
    ratio = models.FloatField(default=float("inf"), help_text="infinite where nobody complained before")
    low = models.FloatField(default=0)
    high = models.FloatField(default=float("inf"))
    p = models.FloatField(default=1)
    weeks = models.JSONField(default=list, help_text="complaints by week from the release: week, n, late")
    hypothesis = models.CharField(_("Hypothesis"), max_length=10, choices=Checked.choices, blank=True)
    hypothesis_numbers = models.JSONField(default=dict)
    hypothesis_on = models.DateField(null=True, help_text="the day on which it is checked")
    came_back_at = models.DateTimeField(null=True, help_text="when it was last opened again, since it was shipped")
    measured_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(help_text="when it is to be measured again")

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_measurement_says_what_we_know",
                condition=Q(verdict__in=Verdict.values, hypothesis__in=["", *Checked.values]),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="measurement_due"),
            models.Index(fields=["shipped_at", "id"], name="measurement_shipped"),
            models.Index(fields=["verdict", "shipped_at", "id"], name="measurement_verdict"),
            models.Index(fields=["ratio", "id"], name="measurement_ratio"),
            models.Index(fields=["after", "id"], name="measurement_after"),
        ]

    def __str__(self) -> str:
        return f"PB-{self.item_id}: {self.verdict}"

    def numbers(self) -> dict[str, Any]:
        """What stands behind the verdict, as entries keep it; a number without end is None."""
        return {
            "before": self.before,
            "after": self.after,
            "days_before": self.days_before,
            "days_after": self.days_after,
            "ratio": finite(self.ratio),
            "low": self.low,
            "high": finite(self.high),
        }

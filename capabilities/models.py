"""What can we not do yet, and what does it need first?"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from capabilities.queries import CapabilityQuerySet


class Capability(models.Model):
    """Something that we cannot do yet, or can since a date."""

    name = models.CharField(_("Name"), max_length=160)
    description = models.TextField(_("What it would let us do"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("Owner"),
    )
    expected_on = models.DateField(_("Expected on"), null=True, blank=True)
    depends_on = models.ManyToManyField(
        "self",
        through="capabilities.Dependency",
        through_fields=("capability", "needs"),
        symmetrical=False,
        related_name="needed_by",
        verbose_name=_("Needs first"),
    )
    named_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, help_text="grows with every change of what it says")

    objects = CapabilityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "capabilities"
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="a_capability_is_named_once"),
            models.CheckConstraint(condition=~Q(name__regex=r"^\s*$"), name="a_capability_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Dependency(models.Model):
    """One capability needs another first. That needs never run in a circle is a trigger's to refuse."""

    capability = models.ForeignKey(Capability, on_delete=models.CASCADE, related_name="dependencies")
    needs = models.ForeignKey(Capability, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "dependencies"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["capability", "needs"], name="a_need_is_said_once"),
            models.CheckConstraint(condition=~Q(capability=F("needs")), name="a_capability_does_not_need_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.capability_id} needs {self.needs_id}"

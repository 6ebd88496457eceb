"""What can we not do yet?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from capabilities.queries import CapabilityQuerySet


class Capability(models.Model):
    """Something that we cannot do yet, or can since a date."""

    name = models.CharField(_("Name"), max_length=160)
    description = models.TextField(_("What it would let us do"), blank=True)
    named_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True, blank=True)

    objects = CapabilityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "capabilities"
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="a_capability_is_named_once"),
            models.CheckConstraint(condition=~models.Q(name__regex=r"^\s*$"), name="a_capability_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

"""What is a complaint about? A tree of two levels."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tickets.queries import ProductAreaQuerySet


class ProductArea(models.Model):
    """A part of what we offer; a budget says how much its promises may cost a month."""

    name = models.CharField(_("Name"), max_length=80)
    name_ko = models.CharField(_("Name in Korean"), max_length=80, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("Part of")
    )
    monthly_promise_budget = models.DecimalField(
        _("Promise budget a month"), max_digits=14, decimal_places=2, null=True, blank=True
    )

    promise_needs_manager_above = models.DecimalField(
        _("A promise needs a manager above, a month"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="empty: the parent’s, then the setting",
    )

    retired_at = models.DateTimeField(null=True, blank=True, help_text="since when new complaints are not about it")

    objects = ProductAreaQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("name"), "parent", name="an_area_is_named_once_under_its_parent", nulls_distinct=False
            ),
            models.CheckConstraint(condition=~models.Q(name__regex=r"^\s*$"), name="an_area_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(monthly_promise_budget__isnull=True) | models.Q(monthly_promise_budget__gte=0),
                name="a_budget_is_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(promise_needs_manager_above__isnull=True)
                | models.Q(promise_needs_manager_above__gte=0),
                name="a_managers_limit_is_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.name_ko if self.name_ko and (get_language() or "").startswith("ko") else self.name

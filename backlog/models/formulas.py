"""Which formula weighs the items? Every one that ever did is kept; the newest is in force."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from backlog.queries import FormulaQuerySet


class WeightFormula(models.Model):
    """A formula that an administrator wrote or chose."""

    formula = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    objects = FormulaQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="a_formula_is_not_empty", condition=~models.Q(formula__regex=r"^\s*$")),
        ]

    def __str__(self) -> str:
        return self.formula

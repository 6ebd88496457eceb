"""How many tickets are in each stage? Kept by a trigger with every write, so that a tab costs the same at a million."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tickets.queries.counts import StageCountQuerySet
from tickets.workflow import Stage


class StageCount(models.Model):
    """So many more (or fewer) tickets in a stage: of all, of one owner, area, channel or language.

    The trigger only adds lines, so that two who write never wait for each other; now and then the lines are added up
    into the one sum of their kind. "0" stands for no owner and no area.
    """

    dimension = models.CharField(max_length=8)
    value = models.CharField(max_length=20)
    stage = models.CharField(max_length=9, choices=Stage.choices)
    n = models.BigIntegerField()
    is_sum = models.BooleanField(default=False)

    objects = StageCountQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dimension", "value", "stage"], condition=Q(is_sum=True), name="a_stage_has_one_sum_of_a_kind"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["dimension", "value", "stage"], name="stage_count_by_kind")]

    def __str__(self) -> str:
        return f"{self.dimension} {self.value} {self.stage}: {self.n}"

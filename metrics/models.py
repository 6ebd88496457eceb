"""What is counted? So many of a thing, on a day, of an area, from a channel. A function of entries."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from metrics.queries import DayCountQuerySet


class Measure(models.TextChoices):
    """What is counted."""

    RECEIVED = "received", _("Received")
    HEARD = "heard", _("Heard")
    ASSESSED = "assessed", _("Assessed")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WAITING = "waiting", _("Waiting for a capability")


class DayCount(models.Model):
    """How often something happened; `detail` is a reason or a capability's number; 0 stands for no area."""

    day = models.DateField()
    measure = models.CharField(max_length=8, choices=Measure.choices)
    area_id = models.BigIntegerField(default=0)
    channel = models.CharField(max_length=8)
    detail = models.CharField(max_length=20, blank=True)
    n = models.IntegerField()
    seconds = ArrayField(
        models.IntegerField(), default=list, help_text="how long each took since it was received; for exact medians"
    )

    objects = DayCountQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["measure", "day", "area_id", "channel", "detail"], name="a_thing_is_counted_in_one_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.measure} {self.n}"

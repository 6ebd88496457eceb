"""What is counted? So many of a thing, on a day, of an area, from a channel. A function of entries."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from metrics.queries import DayCountQuerySet
from tickets.vocabulary import After, Outcome


class Measure(models.TextChoices):
    """What is counted."""

    RECEIVED = "received", _("Received")
    HEARD = "heard", _("Heard")
    ASSESSED = "assessed", _("Assessed")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WAITING = "waiting", _("Waiting for a capability")
    SENT = "sent", _("Messages sent")
    HINTED = "hinted", _("Messages with a hint")
    YES_30 = "yes_30", _("30 days after a yes")
    YES_90 = "yes_90", _("90 days after a yes")
    NO_30 = "no_30", _("30 days after a no")
    NO_90 = "no_90", _("90 days after a no")


AFTER = {
    (Outcome.ACCEPTED, After.A_MONTH): Measure.YES_30,
    (Outcome.DECLINED, After.A_MONTH): Measure.NO_30,
    (Outcome.ACCEPTED, After.A_QUARTER): Measure.YES_90,
    (Outcome.DECLINED, After.A_QUARTER): Measure.NO_90,
}
"""What became of customers is counted by outcome and days."""


class DayCount(models.Model):
    """How often something happened; `detail` is a reason, a capability's number, a role or what became; 0 stands for no area."""

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

"""What is counted? So many of each thing, in a day, a week or a month, in one cut of all complaints. From entries only."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from metrics.queries import CountQuerySet
from tickets.vocabulary import After, Outcome


class Measure(models.TextChoices):
    """What is counted."""

    RECEIVED = "received", _("Received")
    HEARD = "heard", _("Heard")
    CONFIRMED = "confirmed", _("Confirmed by the customer")
    MISHEARD = "misheard", _("Not quite heard")
    ASSESSED = "assessed", _("Assessed")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    SET_ASIDE = "set_aside", _("Set aside")
    LASTING = "lasting", _("Led to a lasting change")
    BY_HAND = "by_hand", _("Done once, by hand")
    PROMOTED = "promoted", _("Spoke for an item")
    SHIPPED = "shipped", _("Shipped")
    TOLD = "told", _("Told")
    QUIET = "quiet", _("Gone quiet")
    CAME_BACK = "came_back", _("Came back")
    IN_TIME = "in_time", _("Answered in time")
    LATE = "late", _("Answered late")
    PROPOSED = "proposed", _("Items proposed")
    FROM_COMPLAINT = "from_complaint", _("Items that began as a complaint")
    WAITING = "waiting", _("Waiting for a capability")
    SENT = "sent", _("Messages sent")
    HINTED = "hinted", _("Messages with a hint")
    YES_30 = "yes_30", _("30 days after a yes")
    YES_90 = "yes_90", _("90 days after a yes")
    NO_30 = "no_30", _("30 days after a no")
    NO_90 = "no_90", _("90 days after a no")


PLAIN = tuple(Measure)[: tuple(Measure).index(Measure.WAITING)]
"""Measures with a column of their own, which many rows are summed by."""

AFTER = {
    (Outcome.ACCEPTED, After.A_MONTH): Measure.YES_30,
    (Outcome.DECLINED, After.A_MONTH): Measure.NO_30,
    (Outcome.ACCEPTED, After.A_QUARTER): Measure.YES_90,
    (Outcome.DECLINED, After.A_QUARTER): Measure.NO_90,
}
"""What became of customers is counted by outcome and days."""


class Count(models.Model):
    """What happened in a span, in a cut. Sums of rows are true; 0 and "" stand for none, or for all where a cut blends them.

    `keys` and `numbers` say more, side by side: `declined:not_yet`, `waiting:7`. So do `durations` (so many were heard
    within what bucket 42 of `metrics.histogram` stands for) and `hours` (of the week), as `metrics.shelves` writes them.
    """

    cut = models.CharField(max_length=8)
    grain = models.CharField(max_length=1)
    first = models.DateField()
    area_id = models.BigIntegerField(default=0)
    channel = models.CharField(max_length=8, blank=True)
    language = models.CharField(max_length=2, blank=True)
    team_id = models.BigIntegerField(default=0)
    company_id = models.BigIntegerField(default=0)
    received = models.IntegerField(default=0)
    heard = models.IntegerField(default=0)
    confirmed = models.IntegerField(default=0)
    misheard = models.IntegerField(default=0)
    assessed = models.IntegerField(default=0)
    accepted = models.IntegerField(default=0)
    declined = models.IntegerField(default=0)
    set_aside = models.IntegerField(default=0)
    lasting = models.IntegerField(default=0)
    by_hand = models.IntegerField(default=0)
    promoted = models.IntegerField(default=0)
    shipped = models.IntegerField(default=0)
    told = models.IntegerField(default=0)
    quiet = models.IntegerField(default=0)
    came_back = models.IntegerField(default=0)
    in_time = models.IntegerField(default=0)
    late = models.IntegerField(default=0)
    proposed = models.IntegerField(default=0)
    from_complaint = models.IntegerField(default=0)
    keys = ArrayField(models.CharField(max_length=40), default=list)
    numbers = ArrayField(models.IntegerField(), default=list)
    durations = ArrayField(models.IntegerField(), default=list)
    durations_n = ArrayField(models.IntegerField(), default=list)
    hours = ArrayField(models.IntegerField(), default=list)
    hours_n = ArrayField(models.IntegerField(), default=list)

    objects = CountQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cut", "grain", "first", "area_id", "channel", "language", "team_id", "company_id"],
                name="a_thing_is_counted_in_one_place",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["company_id", "cut", "grain", "first"],
                name="count_of_a_company",
                condition=Q(company_id__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cut} {self.grain} {self.first}"


class Reckoning(models.Model):
    """By which rules and which clock the kept counts were made, how far a count of everything has come, and the last check."""

    rules = models.CharField(max_length=80, help_text="version of the rules, and the time zone of its days")
    counted_until = models.DateField(null=True, blank=True, help_text="empty: everything")
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_days = models.PositiveIntegerField(default=0)
    differences = models.PositiveIntegerField(default=0)
    said = models.TextField(blank=True, help_text="the first differences of the last check")

    def __str__(self) -> str:
        return self.rules


class Goal(models.Model):
    """What a number should reach: a count, a share from 0 to 1, or seconds."""

    figure = models.CharField(max_length=20, unique=True, help_text="name of the number")
    value = models.FloatField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.figure}: {self.value}"

"""What is a spike, and what is it seen by? Each ticket once, counts of hours and days, rises and the tickets behind them."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from spikes.queries import DAY, HOUR, SightingQuerySet, SpikeQuerySet, TallyQuerySet, Thing
from spikes.vocabulary import ALL, Family
from tickets.models import Ticket

_PEOPLE = settings.AUTH_USER_MODEL
NOTE_LIMIT = 500


class Sighting(models.Model):
    """By what a ticket was counted: its area and the one above, the first of what it is like, its words. Kept for weeks."""

    ticket = models.OneToOneField(Ticket, on_delete=models.CASCADE, primary_key=True, related_name="+")
    at = models.DateTimeField()
    areas = ArrayField(models.BigIntegerField(), default=list)
    kin = models.BigIntegerField(
        help_text="number of the first ticket of those that it is like; its own where it is the first"
    )
    words = ArrayField(models.IntegerField(), default=list)

    objects = SightingQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["at"], name="sighting_at")]

    def __str__(self) -> str:
        return f"sighting of CS-{self.ticket_id}"

    @property
    def things(self) -> list[Thing]:
        """What it counts for."""
        return [
            Thing(ALL, 0),
            Thing(Family.KIN.value, self.kin),
            *(Thing(Family.AREA.value, key) for key in self.areas),
            *(Thing(Family.WORD.value, key) for key in self.words),
        ]


class Tally(models.Model):
    """So many of one thing in an hour, or in a day of the firm."""

    grain = models.CharField(max_length=1)
    family = models.CharField(max_length=4)
    key = models.BigIntegerField()
    at = models.DateTimeField(help_text="when the hour or the day begins")
    n = models.IntegerField()

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tallies"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["family", "key", "grain", "at"], name="a_thing_is_tallied_in_one_place"),
            models.CheckConstraint(
                name="a_tally_is_of_an_hour_or_a_day_and_of_a_known_family",
                condition=Q(grain__in=[HOUR, DAY], family__in=[ALL, *Family.values]),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["grain", "at"], name="tally_lately")]

    def __str__(self) -> str:
        return f"{self.family} {self.key} {self.at}: {self.n}"


class Spike(models.Model):
    """A rise in complaints beyond what is usual: as it was when it was raised, and what was done about it."""

    family = models.CharField(max_length=4, choices=Family.choices)
    key = models.BigIntegerField()
    word = models.CharField(max_length=80, blank=True)
    hours = models.PositiveSmallIntegerField(help_text="of the window in which it was seen")
    n = models.PositiveIntegerField(help_text="customers who complained in it")
    usual = models.FloatField(help_text="how many are usual in such a window")
    chance = models.FloatField(help_text="how likely so many are where nothing is the matter")
    began_at = models.DateTimeField(help_text="its first ticket")
    raised_at = models.DateTimeField()
    loud_at = models.DateTimeField(help_text="when it was last beyond what is usual")
    over_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(
        _PEOPLE, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    seen_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=NOTE_LIMIT, blank=True)
    quiet_until = models.DateTimeField(null=True, blank=True)
    quiet_by = models.ForeignKey(
        _PEOPLE, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    quiet_reason = models.CharField(max_length=NOTE_LIMIT, blank=True)
    tickets = models.ManyToManyField(Ticket, through="Behind", related_name="+")

    objects = SpikeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["family", "key"], condition=Q(over_at__isnull=True), name="a_thing_has_one_spike_at_a_time"
            ),
            models.CheckConstraint(name="a_spike_is_of_a_known_family", condition=Q(family__in=Family.values)),
            models.CheckConstraint(
                name="a_quiet_spike_says_who_and_why",
                condition=Q(quiet_until__isnull=True) | (Q(quiet_by__isnull=False) & ~Q(quiet_reason="")),
            ),
            models.CheckConstraint(
                name="a_spike_is_over_after_it_was_raised",
                condition=Q(over_at__isnull=True) | Q(over_at__gte=F("raised_at")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-raised_at", "-id"], name="spike_newest"),
            models.Index(fields=["quiet_until"], name="spike_quiet", condition=Q(quiet_until__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.family} {self.word or self.key}"

    @property
    def thing(self) -> Thing:
        """What it was raised by."""
        return Thing(self.family, self.key)

    def behind(self) -> models.QuerySet["Behind", int]:
        """The numbers of the tickets behind it."""
        return Behind.objects.filter(spike=self).values_list("ticket", flat=True)

    @property
    def is_on(self) -> bool:
        """Whether it is not over."""
        return self.over_at is None


class Sign(models.Model):
    """By what else a spike shows: what rose with it, out of the same tickets; also what it was raised by."""

    spike = models.ForeignKey(Spike, on_delete=models.CASCADE, related_name="signs", db_index=False)
    family = models.CharField(max_length=4, choices=Family.choices)
    key = models.BigIntegerField()
    word = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["spike", "family", "key"], name="a_spike_shows_by_a_thing_once"),
        ]

    def __str__(self) -> str:
        return f"{self.family} {self.word or self.key}"

    @property
    def thing(self) -> Thing:
        """What rose."""
        return Thing(self.family, self.key)


class Behind(models.Model):
    """A ticket that stands behind a spike."""

    spike = models.ForeignKey(Spike, on_delete=models.CASCADE, related_name="+", db_index=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "tickets behind"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["spike", "ticket"], name="a_ticket_stands_behind_a_spike_once"),
        ]

    def __str__(self) -> str:
        return f"CS-{self.ticket_id} behind spike {self.spike_id}"

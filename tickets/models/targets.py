"""Within how many hours do we promise the next step, and which hours count? One row; without it, the settings'."""

from datetime import date, datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.hours import Hours, public_holidays
from tickets.queries.targets import TargetsQuerySet


class Targets(models.Model):
    """The hours of each open stage, and the hours at which the firm works."""

    to_listen = models.PositiveSmallIntegerField(_("Heard within"))
    to_assess = models.PositiveSmallIntegerField(_("Assessed within"))
    to_decide = models.PositiveSmallIntegerField(_("Decided within"))
    weekdays = ArrayField(models.PositiveSmallIntegerField(), help_text="Monday is 0")
    opens_at = models.TimeField(_("From"), null=True, blank=True)
    closes_at = models.TimeField(_("Until"), null=True, blank=True)
    holidays_of = models.CharField(_("Public holidays of"), max_length=2, blank=True)
    days_off = ArrayField(models.DateField(), default=list)
    version = models.PositiveIntegerField(default=0)

    objects = TargetsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "targets"
        constraints: ClassVar = [
            models.CheckConstraint(name="there_is_one_row_of_targets", condition=Q(pk=1)),
            models.CheckConstraint(
                name="a_target_takes_time", condition=Q(to_listen__gt=0, to_assess__gt=0, to_decide__gt=0)
            ),
            models.CheckConstraint(
                name="a_day_of_work_ends_after_it_begins",
                condition=Q(opens_at__isnull=True, closes_at__isnull=True) | Q(opens_at__lt=F("closes_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"Targets {self.version}"

    @property
    def hours(self) -> Hours:
        """When one works here."""
        is_public, own = public_holidays(self.holidays_of), frozenset(self.days_off)

        def is_off(day: date) -> bool:
            return day in own or is_public(day)

        return Hours(frozenset(self.weekdays), self.opens_at, self.closes_at, is_off)

    def due_at(self, stage: str, moment: datetime) -> datetime | None:
        """By when the next step of a stage is promised; None where nothing is waited for."""
        within = getattr(self, stage, None) if stage in {"to_listen", "to_assess", "to_decide"} else None
        return self.hours.after(moment, within) if within else None

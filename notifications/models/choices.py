"""What does a colleague want to hear, over which channel, how soon, and at which hours? Rows are departures."""

from datetime import datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from notifications.vocabulary import Channel, NewsKind, When

_PEOPLE = settings.AUTH_USER_MODEL


def firm_zone() -> str:
    """The firm's own time zone, until a colleague names another."""
    return str(settings.TIME_ZONE)


class Choice(models.Model):
    """How soon a colleague hears of one kind of thing over one channel, where it is not the default of their role."""

    colleague = models.ForeignKey(_PEOPLE, on_delete=models.CASCADE, related_name="choices", db_index=False)
    kind = models.CharField(max_length=17, choices=NewsKind.choices)
    channel = models.CharField(max_length=6, choices=Channel.choices)
    when = models.CharField(max_length=7, choices=When.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["colleague", "kind", "channel"], name="a_thing_is_chosen_once"),
            models.CheckConstraint(
                name="a_choice_is_of_known_words",
                condition=Q(kind__in=NewsKind.values, channel__in=Channel.values, when__in=When.values),
            ),
            models.CheckConstraint(
                name="only_mail_is_gathered", condition=Q(channel="mail") | Q(when__in=["at_once", "never"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} over {self.channel}: {self.when}"


class Rhythm(models.Model):
    """At which hours a colleague hears: their time zone, their quiet hours, the hour of their digests."""

    colleague = models.OneToOneField(_PEOPLE, on_delete=models.CASCADE, primary_key=True, related_name="rhythm")
    time_zone = models.CharField(_("Time zone"), max_length=50, default=firm_zone)
    quiet_from = models.TimeField(_("Quiet from"), null=True, blank=True)
    quiet_until = models.TimeField(_("Quiet until"), null=True, blank=True)
    digest_hour = models.PositiveSmallIntegerField(_("Hour of the digests"), default=8)
    digest_day = models.PositiveSmallIntegerField(_("Day of the weekly digest"), default=1, help_text="1 is Monday")
    wants_voice = models.BooleanField(_("The voice of the customer, once a week"), default=False)
    wants_counts = models.BooleanField(
        _("The numbers, once a week"), null=True, blank=True, help_text="empty: managers get them, others do not"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="quiet_hours_begin_and_end",
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
            ),
            models.CheckConstraint(
                name="a_digest_has_an_hour_of_the_day_and_a_day_of_the_week",
                condition=Q(digest_hour__lte=23, digest_day__gte=1, digest_day__lte=7),
            ),
        ]

    def __str__(self) -> str:
        return f"hours of colleague {self.colleague_id}"

    def after_the_quiet(self, moment: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours that it falls into; they may go over midnight."""
        if self.quiet_from is None or self.quiet_until is None or self.quiet_from == self.quiet_until:
            return moment
        local = moment.astimezone(ZoneInfo(self.time_zone))
        clock, is_over_night = local.time(), self.quiet_from > self.quiet_until
        if is_over_night:
            is_quiet = clock >= self.quiet_from or clock < self.quiet_until
        else:
            is_quiet = self.quiet_from <= clock < self.quiet_until
        if not is_quiet:
            return moment
        day = local.date() + timedelta(days=1) if is_over_night and clock >= self.quiet_from else local.date()
        return datetime.combine(day, self.quiet_until, tzinfo=ZoneInfo(self.time_zone))


class Digest(models.Model):
    """One digest of one colleague for one day or week: there is one, or none yet, never two."""

    class Kind(models.TextChoices):
        """What is gathered in it."""

        DAILY = "daily", _("What waited, of a day")
        WEEKLY = "weekly", _("What waited, of a week")
        VOICE = "voice", _("The voice of the customer")
        COUNTS = "counts", _("The numbers of the week")

    colleague = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=6, choices=Kind.choices)
    period = models.DateField(help_text="the day, or the first day of the week, by the colleague's own calendar")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["colleague", "kind", "period"], name="a_colleague_has_one_digest_of_a_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.period} to colleague {self.colleague_id}"

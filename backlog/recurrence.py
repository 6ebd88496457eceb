"""Did it work? What is a recurrence, what is compared, and which words are there for what is found?"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import isfinite

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.rates import Comparison, compare

WEEK = 7
LONGEST = 52 * WEEK
"""Days after a release that are looked at; what comes later is compared with too much else that changed."""
TOO_SHORT = 2 * WEEK
"""Days that have to pass before anything but "worse" is said."""
ENOUGH = 4 * WEEK
"""Days after which evidence alone verifies."""
WINDOW = 30
"""Days within which a hypothesis is to come true, where nobody says otherwise."""


class Verdict(models.TextChoices):
    """What became of the complaints."""

    GONE = "gone", _("Gone")
    LESS = "less", _("Less")
    SAME = "same", _("The same")
    WORSE = "worse", _("Worse")
    TOO_EARLY = "too_early", _("Too early to say")


class Checked(models.TextChoices):
    """What became of the hypothesis."""

    HELD = "held", _("Held")
    NOT_HELD = "not_held", _("Not held")
    CANNOT_SAY = "cannot_say", _("Cannot say")


class Standing(models.TextChoices):
    """What a voice that joined after the release says."""

    CAME_BACK = "came_back", _("This came back")
    LATE = "late", _("A late report")


@dataclass(frozen=True)
class Counts:
    """Complaints before and after people had it, and over how many days each was counted."""

    before: int
    after: int
    days_before: float
    days_after: float

    def compared(self) -> Comparison:
        """The rate after, measured by the rate before."""
        if self.days_after <= 0:
            return Comparison(ratio=float("inf"), low=0.0, high=float("inf"), p=1.0)
        return compare(self.before, self.after, time_before=self.days_before, time_after=self.days_after)


def days_before() -> int:
    """How many days before a release are its baseline."""
    return WEEK * settings.RECURRENCE_WEEKS


def has_met_it_since(met: date, told: datetime, since: datetime | None) -> bool:
    """Whether someone met the problem although they already had what was to end it: a recurrence, no late report.

    What people met has a day and no hour. On the very day that they got it, the hour at which we were told decides.
    """
    if since is None:
        return False
    first = day_of(since)
    return met > first or (met == first and told >= since)


def day_of(moment: datetime) -> date:
    """The firm's day of a moment."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def change_in_percent(ratio: float) -> int | None:
    """-60 for a rate that fell to two fifths; None where there was nothing before."""
    return round((ratio - 1) * 100) if isfinite(ratio) else None


def finite(value: float) -> float | None:
    """A number as JSON has them; None for one without end."""
    return value if isfinite(value) else None


def own_metric_held(percent: int, before: Decimal, found: Decimal) -> bool:
    """Whether a metric changed by at least so many percent, below nothing for a fall; there is no interval: it is read."""
    change = 100 * (found - before) / abs(before)
    return change >= percent if percent > 0 else change <= percent

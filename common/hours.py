"""When does the work of so many hours end, if one works at certain hours only?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import holidays
from django.utils import timezone

EVERY_DAY = frozenset(range(7))
COUNTRIES = ("KR", "JP", "CN", "TW", "US", "GB", "DE", "FR", "SG", "VN")
"""Whose public holidays can be chosen."""
_LONGEST = 3 * 366
"""Days after which nobody looks further for an hour of work."""


def _never(_day: date) -> bool:
    return False


@dataclass(frozen=True)
class Hours:
    """On which days of the week (Monday is 0), from when to when, and which days are off; no times: all day."""

    weekdays: frozenset[int] = EVERY_DAY
    opens: time | None = None
    closes: time | None = None
    is_off: Callable[[date], bool] = _never

    def after(self, moment: datetime, hours: float) -> datetime:
        """The moment at which so many hours of work are over; where nobody ever works, all hours count."""
        left, start = timedelta(hours=hours), moment.astimezone(UTC)
        day = timezone.localdate(moment, timezone.get_default_timezone())
        for ahead in range(_LONGEST):
            begins, ends = self._span(day + timedelta(days=ahead))
            begins = max(begins, start)
            if begins < ends:
                if left <= ends - begins:
                    return begins + left
                left -= ends - begins
        return moment + timedelta(hours=hours)

    def _span(self, day: date) -> tuple[datetime, datetime]:
        """From when to when one works on a day; both the same where one does not."""
        begins = _at(day, self.opens or time.min)
        if day.weekday() not in self.weekdays or self.is_off(day):
            return begins, begins
        return begins, _at(day, self.closes) if self.closes else _at(day + timedelta(days=1), time.min)


@lru_cache(maxsize=16)
def public_holidays(country: str) -> Callable[[date], bool]:
    """Whether a day is a public holiday there; nowhere has none."""
    return holidays.country_holidays(country).__contains__ if country in COUNTRIES else _never


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour), timezone.get_default_timezone()).astimezone(UTC)

"""What has risen? The counts of the last hours beside their own history; a day is read, and the history of few things."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from spikes.actions.sighting import day_of, hour_of
from spikes.models import Tally
from spikes.queries import Thing
from spikes.surprise import LEAST, LEAST_WEEKS, WEEKS, WINDOWS, History, Rise, Usual, is_spike, rise, usual
from spikes.vocabulary import ALL

_WEEK = 168
_EVERY_HOUR = 0.2
"""So much of a week is spread evenly over its hours, so that no hour is impossible."""
_H, _D = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Reading:
    """One look at a moment: when complaints come, how far back the history goes, how many things are counted."""

    moment: datetime

    @cached_property
    def hour(self) -> datetime:
        """The running hour."""
        return hour_of(self.moment)

    @cached_property
    def until(self) -> datetime:
        """Where the history ends: before the day in which the longest window begins."""
        return day_of(self.hour - _H * (WINDOWS[-1] - 1))

    @cached_property
    def all(self) -> dict[datetime, int]:
        """All complaints, day by day."""
        whole = Thing(ALL, 0)
        return Tally.objects.of_days([whole], self.until - _D * 7 * WEEKS, self.until).get(whole, {})

    @cached_property
    def weeks(self) -> int:
        """Of how many whole weeks the history is."""
        return min(WEEKS, (self.until - min(self.all)).days // 7) if self.all else 0

    @cached_property
    def since(self) -> datetime:
        """Where the history begins."""
        return self.until - _D * 7 * self.weeks

    @cached_property
    def shares(self) -> list[float]:
        """Hour of the week (by the clock of the epoch) → which share of a week's complaints comes then."""
        hours = [self.hour - _H * n for n in range(24 + _WEEK * self.weeks)]
        counted = Tally.objects.at_hours([whole := Thing(ALL, 0)], hours).get(whole, {})
        sums = [0.0] * _WEEK
        for at, n in counted.items():
            if at < self.until:
                sums[_place(at)] += n
        total = sum(sums) or 1.0
        return [(1 - _EVERY_HOUR) * n / total + _EVERY_HOUR / _WEEK for n in sums]

    @cached_property
    def known(self) -> dict[str, int]:
        """Family → how many things are counted."""
        return Tally.objects.known(self.since)

    def share(self, hours: int) -> float:
        """Which share of a week falls into the window of so many hours that ends now."""
        return sum(self.shares[_place(self.hour - _H * n)] for n in range(hours))

    def usual(self, things: Sequence[Thing]) -> dict[Thing, dict[int, Usual]]:
        """Thing → hours of the window → what is usual in it."""
        days = Tally.objects.of_days(things, self.since, self.until)
        longest = [self.hour - _H * (n + _WEEK * week) for week in range(1, self.weeks + 1) for n in range(WINDOWS[-1])]
        hours = Tally.objects.at_hours(things, longest)
        return {
            thing: {window: self._usual(days.get(thing, {}), hours.get(thing, {}), window) for window in WINDOWS}
            for thing in things
        }

    def risen(self) -> dict[Thing, Rise]:
        """What is beyond what its own history makes likely, the unlikeliest first."""
        if self.weeks < LEAST_WEEKS:
            return {}
        counted = Tally.objects.in_windows(self.hour, LEAST)
        counted = {thing: counted[thing] for thing in self._worth_a_look(counted)}
        usual_of = self.usual(list(counted)) if counted else {}
        found = {thing: self.judged(counts, usual_of[thing]) for thing, counts in counted.items()}
        spikes = {thing: one for thing, one in found.items() if self.is_spike(thing, one)}
        return dict(sorted(spikes.items(), key=lambda pair: pair[1].chance))

    def judged(self, counts: Mapping[int, int], of: Mapping[int, Usual]) -> Rise:
        """The unlikeliest of its windows."""
        return min((rise(counts[window], window, of[window]) for window in WINDOWS), key=lambda one: one.chance)

    def is_spike(self, thing: Thing, found: Rise) -> bool:
        """Whether it is worth telling anybody, among all that is looked at."""
        return is_spike(found, self.known.get(thing.family, 1))

    def _usual(self, days: Mapping[datetime, int], hours: Mapping[datetime, int], window: int) -> Usual:
        moments = [self.since + _D * n for n in range(7 * self.weeks)]
        same = [
            sum(hours.get(self.hour - _H * (n + _WEEK * week), 0) for n in range(window))
            for week in range(1, self.weeks + 1)
        ]
        shares = [sum(self.shares[_place(at + _H * n)] for n in range(24)) for at in moments]
        return usual(History(self.weeks, same, [days.get(at, 0) for at in moments], shares), self.share(window))

    def _worth_a_look(self, counted: Mapping[Thing, Mapping[int, int]]) -> list[Thing]:
        """What is more than came in such hours on average, in any window: only its history is read in full."""
        sums = Tally.objects.sums(list(counted), self.since, self.until) if counted else {}
        shares = {window: self.share(window) / self.weeks for window in WINDOWS}
        return [
            thing
            for thing, counts in counted.items()
            if any(n >= LEAST and n > sums.get(thing, 0) * shares[window] for window, n in counts.items())
        ]


def _place(at: datetime) -> int:
    return int(at.timestamp() // 3600) % _WEEK

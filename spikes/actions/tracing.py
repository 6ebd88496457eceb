"""How did it rise? Complaints hour by hour, from a day before its first ticket until two days after."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from common.clock import now
from spikes.actions.sighting import hour_of
from spikes.models import Spike, Tally

_H = timedelta(hours=1)
_BEFORE, _AFTER = 24, 48


@dataclass(frozen=True)
class Hour:
    """So many in an hour; whether the spike begins with it."""

    at: datetime
    n: int
    is_first: bool


def hours_of(spike: Spike) -> list[Hour]:
    """Hour by hour; nothing where the counts are older than they are kept."""
    first = hour_of(spike.began_at)
    until = min(hour_of(now()), first + _H * _AFTER)
    moments = [first + _H * n for n in range(-_BEFORE, int((until - first) / _H) + 1)]
    counted = Tally.objects.at_hours([spike.thing], moments).get(spike.thing, {})
    return [Hour(at, counted.get(at, 0), at == first) for at in moments] if counted else []

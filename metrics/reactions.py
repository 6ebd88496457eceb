"""What do we count when something has happened? Each entry once, in the transaction of its delivery."""

from collections.abc import Sequence

from journal.events import Event
from journal.registry import on, together
from metrics.actions.counting import count_all
from metrics.actions.ticking import COUNTED


@on(*COUNTED)
def count_it(event: Event) -> None:
    """Add it to its day."""
    count_all([(event, event.happened_at)])


@together(count_it)
def count_them(events: Sequence[Event]) -> None:
    """Add each to its day, with one write for each count."""
    count_all((event, event.happened_at) for event in events)

"""What do we count when something has happened? Each entry once, in the transaction of its delivery."""

from collections.abc import Sequence

from journal.events import Event
from journal.registry import on, together
from metrics.actions.counting import count_all
from metrics.actions.latest import count_on
from metrics.actions.ticking import COUNTED
from tickets.events import TicketReceived


@on(*COUNTED)
def count_it(event: Event) -> None:
    """Add it to its day."""
    count_all([(event, event.happened_at)])


@together(count_it)
def count_them(events: Sequence[Event]) -> None:
    """Add each to its day, with one write for each count."""
    count_all((event, event.happened_at) for event in events)


@on(TicketReceived)
def show_it_on_the_strip(_event: TicketReceived) -> None:
    """Let the dashboards that are open fetch their strip again."""
    count_on()

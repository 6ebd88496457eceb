"""What do we count when something has happened? Each entry once, in the transaction of its delivery."""

from journal.events import Event
from journal.registry import on
from metrics import actions
from tickets.events import TicketEvent


@on(*actions.COUNTED)
def count_it(event: Event) -> None:
    """Add it to its day."""
    assert isinstance(event, TicketEvent)
    actions.count(event, event.happened_at)

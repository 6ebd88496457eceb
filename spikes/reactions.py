"""What do we do when a complaint came in, or is filed elsewhere? Count it, once."""

from collections.abc import Sequence

from journal.registry import on, together
from spikes.actions import sighting
from tickets.events import TicketFiled, TicketReceived


@on(TicketReceived)
def see_it(event: TicketReceived) -> None:
    """Count it by its area, by what it is like, by its words."""
    sighting.see([event.ticket_id])


@together(see_it, most=50)  # each asks what is like it
def see_them(events: Sequence[TicketReceived]) -> None:
    """Count many, with one write for each count."""
    sighting.see([event.ticket_id for event in events])


@on(TicketFiled)
def see_it_elsewhere(event: TicketFiled) -> None:
    """Count it under the area that it turned out to be about."""
    sighting.see_elsewhere(event.ticket_id)

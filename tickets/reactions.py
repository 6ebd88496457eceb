"""What do we do with tickets when something has happened?"""

from capabilities.events import CapabilityArrived
from journal.actors import SYSTEM
from journal.registry import on
from tickets.actions.deciding import resurface
from tickets.models import Ticket
from tickets.vocabulary import Why


@on(CapabilityArrived)
def bring_back_what_waited_for_it(event: CapabilityArrived) -> None:
    """Bring every declined ticket that waited for the capability back to be assessed again."""
    for ticket in Ticket.objects.declined_for(event.capability_id):
        resurface(ticket, by=SYSTEM, why=Why.CAPABILITY_ARRIVED)

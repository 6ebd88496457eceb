"""What do we do with tickets when something has happened?"""

from capabilities.events import CapabilityArrived
from journal.registry import on
from tickets.actions import resurfacing


@on(CapabilityArrived)
def bring_back_what_waited_for_it(event: CapabilityArrived) -> None:
    """Begin to bring every declined ticket that waited for the capability back to be assessed again."""
    resurfacing.begin(event.capability_id, tell_them=event.tell_them)

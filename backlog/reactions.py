"""What do we do on the backlog when something has happened?"""

from backlog.actions import approving, indexing
from backlog.events import ItemEdited, ItemProposed, PromiseChanged
from backlog.models import ApprovalRequest
from journal.actors import SYSTEM
from journal.registry import on
from tickets.events import TicketAccepted, TicketDeclined, TicketMisheard, TicketQuestioned


@on(TicketAccepted, TicketDeclined, TicketMisheard, TicketQuestioned)
def let_go_what_was_overtaken(event: TicketAccepted | TicketDeclined | TicketMisheard | TicketQuestioned) -> None:
    """Take a question to a manager off the list when its ticket moved on without it."""
    for request in ApprovalRequest.objects.open().filter(ticket_id=event.ticket_id, asked_at__lte=event.happened_at):
        approving.overtake(request, by=SYSTEM)


@on(ItemProposed, ItemEdited, PromiseChanged)
def let_the_item_be_found(event: ItemProposed | ItemEdited | PromiseChanged) -> None:
    """Let search find an item by what it says."""
    indexing.index([event.item_id])

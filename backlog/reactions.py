"""What do we do on the backlog when something has happened?"""

from backlog.actions import approving, indexing, recurring
from backlog.events import ItemEdited, ItemProposed, ItemShipped, PromiseChanged, VoiceJoined, VoiceWithdrawn
from backlog.models import ApprovalRequest, Item, Voice
from journal.actors import SYSTEM
from journal.registry import on
from tickets.events import TicketAccepted, TicketDeclined, TicketMisheard, TicketQuestioned
from tickets.models import Ticket


@on(TicketAccepted, TicketDeclined, TicketMisheard, TicketQuestioned)
def let_go_what_was_overtaken(event: TicketAccepted | TicketDeclined | TicketMisheard | TicketQuestioned) -> None:
    """Take a question to a manager off the list when its ticket moved on without it."""
    for request in ApprovalRequest.objects.open().filter(ticket_id=event.ticket_id, asked_at__lte=event.happened_at):
        approving.overtake(request, by=SYSTEM)


@on(VoiceJoined)
def look_whether_it_came_back(event: VoiceJoined) -> None:
    """Say of a new voice on something shipped whether it is a recurrence or a late report, and open what came back."""
    voice = Voice.objects.of(Ticket(pk=event.ticket_id))
    if voice and voice.item_id == event.item_id:
        recurring.judge(voice, by=SYSTEM)


@on(ItemShipped, VoiceJoined, VoiceWithdrawn)
def let_it_be_measured(event: ItemShipped | VoiceJoined | VoiceWithdrawn) -> None:
    """Measure soon what was shipped just now, or what more or fewer people speak for."""
    recurring.let_it_be_measured(Item.objects.get(pk=event.item_id))


@on(ItemProposed, ItemEdited, PromiseChanged)
def let_the_item_be_found(event: ItemProposed | ItemEdited | PromiseChanged) -> None:
    """Let search find an item by what it says."""
    indexing.index([event.item_id])

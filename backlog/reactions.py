"""What do we do on the backlog when something has happened?"""

from collections.abc import Sequence
from typing import Any

from celery import current_app

from backlog.actions import approving, indexing, inheriting, recurring, weighing
from backlog.events import (
    ComplaintCameBack,
    FormulaChanged,
    ItemAskedBack,
    ItemBlocked,
    ItemCommented,
    ItemDropped,
    ItemEdited,
    ItemHeldOnTo,
    ItemJoined,
    ItemMoved,
    ItemParted,
    ItemProposed,
    ItemPutIn,
    ItemShipped,
    ItemTakenOut,
    ItemUnblocked,
    ItemVerified,
    LateReportJoined,
    PromiseChanged,
    PromiseKept,
    VoiceAdded,
    VoiceJoined,
    VoiceRestated,
    VoicesBrought,
    VoicesTaken,
    VoiceWithdrawn,
)
from backlog.models import ApprovalRequest, Item, Voice
from customers.events import CustomersJoined, CustomersParted
from journal.actors import SYSTEM
from journal.registry import on, together
from tickets.events import TicketAccepted, TicketDeclined, TicketMisheard, TicketQuestioned
from tickets.models import Ticket


@on(TicketAccepted, TicketDeclined, TicketMisheard, TicketQuestioned)
def let_go_what_was_overtaken(event: TicketAccepted | TicketDeclined | TicketMisheard | TicketQuestioned) -> None:
    """Take a question to a manager off the list when its ticket moved on without it."""
    for request in ApprovalRequest.objects.open().filter(ticket_id=event.ticket_id, asked_at__lte=event.happened_at):
        approving.overtake(request, by=SYSTEM)


@on(VoiceJoined, VoiceAdded)
def look_whether_it_came_back(event: VoiceJoined | VoiceAdded) -> None:
    """Say of a new voice on something shipped whether it is a recurrence or a late report, and open what came back."""
    for voice in Voice.objects.of(Ticket(pk=event.ticket_id)).filter(item=event.item_id):
        recurring.judge(voice, by=SYSTEM)


@on(VoicesBrought)
def look_whether_one_of_them_came_back(event: VoicesBrought) -> None:
    """Say the same of voices that were moved to something shipped."""
    if Item.objects.out().filter(pk=event.item_id).exists():
        for voice in Voice.objects.speaking().filter(item=event.item_id, brought_by=event.regrouping_id).order_by("pk"):
            recurring.judge(voice, by=SYSTEM)


@on(ItemShipped, VoiceJoined, VoiceAdded, VoiceWithdrawn, VoicesTaken, VoicesBrought)
def let_it_be_measured(
    event: ItemShipped | VoiceJoined | VoiceAdded | VoiceWithdrawn | VoicesTaken | VoicesBrought,
) -> None:
    """Measure soon what was shipped just now, or what more or fewer people speak for."""
    recurring.let_it_be_measured(Item.objects.get(pk=event.item_id))


@on(ItemProposed, ItemEdited, PromiseChanged)
def let_the_item_be_found(event: ItemProposed | ItemEdited | PromiseChanged) -> None:
    """Let search find an item by what it says."""
    indexing.index([event.item_id])


@on(
    ItemProposed,
    ItemEdited,
    ItemMoved,
    ItemVerified,
    ItemDropped,
    ItemHeldOnTo,
    ItemAskedBack,
    ItemPutIn,
    ItemTakenOut,
    PromiseKept,
    PromiseChanged,
    VoiceJoined,
    VoiceAdded,
    VoiceRestated,
    VoiceWithdrawn,
    ComplaintCameBack,
    LateReportJoined,
    VoicesTaken,
    VoicesBrought,
    ItemJoined,
    ItemParted,
    ItemBlocked,
    ItemUnblocked,
    ItemCommented,
)
def weigh_anew(event: Any) -> None:
    """Weigh an item anew with which something was done, and note that it was touched."""
    weigh_several_anew([event])


@together(weigh_anew)
def weigh_several_anew(events: Sequence[Any]) -> None:
    """Weigh and note many items at once, each once."""
    moments = {event.item_id: event.happened_at for event in sorted(events, key=lambda event: event.happened_at)}
    weighing.touch(moments)
    weighing.weigh(moments)


@on(CustomersJoined, CustomersParted)
def count_them_as_the_people_they_are(event: CustomersJoined) -> None:
    """Whoever is one person by now is counted once for each item, and has every release that one of the two had."""
    if isinstance(event, CustomersParted):
        inheriting.take_back(event.customer_id, inherited_from=event.gone_id)
    else:
        inheriting.grant_as(event.gone_id, to=event.customer_id)
    weighing.weigh(Voice.objects.filter(ticket__in=event.tickets, withdrawn_at=None).values_list("item_id", flat=True))


@on(FormulaChanged)
def weigh_by_the_new_formula(event: FormulaChanged) -> None:
    """Ring for weighing everything anew; should the bell be lost, the clock rings within a minute."""
    current_app.send_task("backlog.tasks.weigh_what_is_due")

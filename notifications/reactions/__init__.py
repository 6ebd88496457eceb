"""Who hears about what? Facts about tickets and items become mails to customers; colleagues have a file of their own."""

from backlog.events import (
    ItemCameBack,
    ItemDropped,
    ItemMoved,
    ItemShipped,
    ReleaseOpened,
    ReleaseShipped,
    VoicesBrought,
    VoicesTaken,
    VoiceWithdrawn,
)
from backlog.models import Item, Shipment
from backlog.workflow import ItemStage
from connections.events import ConnectionPaused
from connections.vocabulary import PauseReason
from customers.events import CustomersJoined, CustomersParted
from customers.models import Customer
from journal.registry import on
from notifications.actions import building, joining, listing, sending, tell
from notifications.models import MailKind
from notifications.reactions import colleagues
from tickets.events import (
    MessageWritten,
    TicketAccepted,
    TicketDeclined,
    TicketHeard,
    TicketReceived,
    TicketResurfaced,
    TicketUnpromised,
)
from tickets.models import Ticket
from tickets.vocabulary import MessageKind


@on(CustomersJoined)
def let_one_hear_for_both(event: CustomersJoined) -> None:
    """Whoever is one person by now hears once that something is there."""
    joining.let_one_hear_for_both(Customer.objects.get(pk=event.customer_id).living, by_tickets=event.tickets)


@on(CustomersParted)
def let_each_hear_for_themselves(event: CustomersParted) -> None:
    """Whoever is two people after all hears of what each of them asked for."""
    joining.let_one_hear_for_both(Customer.objects.get(pk=event.gone_id).living, by_tickets=event.tickets)
    joining.list_again(event.tickets)


@on(TicketReceived)
def thank_the_customer(event: TicketReceived) -> None:
    """Tell the customer that we received what they said, and how they can follow it."""
    tell(_ticket(event.ticket_id), kind=MailKind.RECEIVED, source=event.ticket_id)


@on(TicketHeard)
def say_what_we_understood(event: TicketHeard) -> None:
    """Ask the customer whether we heard them right."""
    tell(_ticket(event.ticket_id), kind=MailKind.HEARD, source=event.listening_id)


@on(MessageWritten, only=lambda event: event.kind == MessageKind.REPLY)
def carry_the_reply(event: MessageWritten) -> None:
    """Bring the customer what a colleague wrote to them; notes stay here."""
    tell(_ticket(event.ticket_id), kind=MailKind.REPLY, source=event.message_id)


@on(TicketAccepted)
def tell_the_promise(event: TicketAccepted) -> None:
    """Tell the customer that we will do it."""
    tell(_ticket(event.ticket_id), kind=MailKind.ACCEPTED, source=event.decision_id)


@on(TicketDeclined, TicketUnpromised)
def explain_to_the_customer(event: TicketDeclined | TicketUnpromised) -> None:
    """Tell the customer why we cannot do it, and what would change our mind."""
    tell(_ticket(event.ticket_id), kind=MailKind.DECLINED, source=event.decision_id)


@on(TicketResurfaced, only=lambda event: event.tell_them)
def say_that_we_look_again(event: TicketResurfaced) -> None:
    """Tell the customer that we look again, where a person chose so; others hear of the new decision."""
    decision = Ticket.objects.get(pk=event.ticket_id).decisions.order_by("-pk").first()
    if decision:
        tell(_ticket(event.ticket_id), kind=MailKind.LOOKING_AGAIN, source=decision.pk)


@on(ItemShipped)
def list_who_is_to_be_told(event: ItemShipped) -> None:
    """Put every customer who spoke for an item on the list of whom to tell; with a release, its own list says it."""
    if event.release_id is None:
        listing.list_for_item(event.item_id)
        sending.ring_for_telling_on_commit()


@on(ReleaseShipped, ReleaseOpened)
def list_who_is_to_be_told_together(event: ReleaseShipped | ReleaseOpened) -> None:
    """Put every customer who spoke for one of a release's items on the list, and those who just got it."""
    listing.list_for_release(event.release_id)
    sending.ring_for_telling_on_commit()


@on(ItemMoved, only=lambda event: event.source != event.target == ItemStage.IN_PROGRESS)
def say_that_we_build(event: ItemMoved) -> None:
    """Tell whoever asked for it that we have begun."""
    building.tell_that_we_build(Item.objects.get(pk=event.item_id))


@on(ItemMoved, only=lambda event: event.target != event.source == ItemStage.IN_PROGRESS)
def say_no_more_that_we_build(event: ItemMoved) -> None:
    """Let nobody hear that we build what lies elsewhere again, or is there."""
    building.call_off(Item.objects.get(pk=event.item_id))


@on(ItemDropped)
def say_no_more_that_we_build_what_was_dropped(event: ItemDropped) -> None:
    """Let nobody hear that we build what was dropped."""
    building.call_off(Item.objects.get(pk=event.item_id))


@on(VoiceWithdrawn)
def take_off_the_list(event: VoiceWithdrawn) -> None:
    """Tell nobody that it is there, or being built, whose complaint no longer speaks for it."""
    listing.let_go(event.item_id, event.ticket_id)
    building.call_off(Item.objects.get(pk=event.item_id), ticket_id=event.ticket_id)


@on(VoicesTaken)
def take_off_the_list_who_moved(event: VoicesTaken) -> None:
    """Nor those whose complaints speak for another item now."""
    for ticket_id in listing.waiting_without_a_voice(event.item_id):
        listing.let_go(event.item_id, ticket_id)


@on(VoicesBrought)
def list_who_was_brought(event: VoicesBrought) -> None:
    """Let those whose complaints were moved to something that is there hear so, if they did not."""
    shipment = Shipment.objects.latest_of(Item.objects.get(pk=event.item_id))
    if shipment:
        listing.list_for_release(shipment.release_id)
    else:
        listing.list_for_item(event.item_id)
    sending.ring_for_telling_on_commit()


@on(ItemCameBack)
def tell_its_owner_and_the_agent(event: ItemCameBack) -> None:
    """Tell whoever owns the item, and whoever listened to the customer, that it came back; one who is both once."""
    colleagues.tell_that_it_came_back(event)


def _ticket(pk: int) -> Ticket:
    return Ticket.objects.select_related("customer", "listening").get(pk=pk)


@on(ConnectionPaused)
def tell_who_owns_it(event: ConnectionPaused) -> None:
    """Tell whoever set a connection up that it was paused by itself, and why."""
    if event.why != PauseReason.PERSON:
        colleagues.tell_that_it_stopped(event)

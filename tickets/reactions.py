"""What do we do with tickets when something has happened?"""

from capabilities.events import CapabilityArrived
from common import embedding
from customers.events import CustomerChanged, CustomersJoined, CustomersParted
from journal.registry import on
from tickets.actions import demanding, indexing, likening, meaning, resurfacing, ruling, writing
from tickets.events import MessageHeld, MessageWritten, TicketMisheard, TicketQuestioned, TicketReceived


@on(CapabilityArrived)
def bring_back_what_waited_for_it(event: CapabilityArrived) -> None:
    """Begin to bring every declined ticket that waited for the capability back to be assessed again."""
    resurfacing.begin(event.capability_id, tell_them=event.tell_them)


@on(TicketReceived)
def see_how_many_are_like_it(event: TicketReceived) -> None:
    """Note how crowded the place of a new complaint is, so that everyday sentences do not stand before the right one."""
    likening.measure_crowd(event.ticket_id)


@on(TicketReceived, only=lambda _event: embedding.is_there())
def ask_what_it_means(_event: TicketReceived) -> None:
    """Let the worker ask the embedding service, where there is one; nobody waits for it here."""
    meaning.ring()


@on(MessageHeld)
def let_it_leave(event: MessageHeld) -> None:
    """Let a message have its consequences when nobody can take it back any more."""
    writing.let_leave(event.message_id)


@on(TicketReceived, MessageWritten, TicketQuestioned, TicketMisheard)
def let_its_words_be_found(event: TicketReceived | MessageWritten | TicketQuestioned | TicketMisheard) -> None:
    """Let search find a ticket by what was said on it."""
    indexing.index([event.ticket_id])


@on(CustomersJoined, CustomersParted)
def count_anew_who_asks(event: CustomersJoined) -> None:
    """Whoever is one person by now asks once for what was declined; their tickets are found by the name they have."""
    demanding.recount_for(event.tickets)
    for customer_id in (event.customer_id, event.gone_id):
        indexing.index_those_of(customer_id)


@on(CustomerChanged)
def let_tickets_be_found_by_the_name(event: CustomerChanged) -> None:
    """Let search find the tickets of a customer by the name they have now."""
    indexing.index_those_of(event.customer_id)


@on(TicketReceived)
def give_it_to_whose_turn_it_is(event: TicketReceived) -> None:
    """Let a new complaint go to whom the rules of the settings say; where none fits it stays for whoever takes it."""
    ruling.follow_rules(event.ticket_id)

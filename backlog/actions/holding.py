"""In which order do we hold what a verb works on? Tickets before items, each by their numbers: so two never wait in a ring."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from backlog.models import Item, Voice
from common.locking import lock
from common.refusals import Conflict
from tickets.models import Ticket


def hold_with_its_voices(item: Item, *others: Item) -> list[Voice]:
    """The voices on an item, held with their tickets, then the items; refused where a voice joined while we waited.

    Whoever asked has not seen that voice, and its ticket, found last, could no longer be held first.
    """
    speaking = Voice.objects.speaking().filter(item=item)
    held = hold_tickets(Ticket.objects.filter(voices__in=speaking))
    hold_items(item, *others)
    voices = list(speaking.select_related("ticket__customer", "item").order_by("ticket_id"))
    if any(voice.ticket_id not in held for voice in voices):
        said = _("Another ticket began to speak for {reference} just now. Look again, then repeat it.")
        raise Conflict(said.format(reference=item.reference))
    return voices


def hold_tickets(tickets: QuerySet[Ticket]) -> set[int]:
    """Hold tickets in the order of their numbers; these are returned."""
    numbers = tickets.order_by().values("pk")
    held = Ticket.objects.filter(pk__in=numbers).order_by("pk").select_for_update(no_key=True)
    return set(held.values_list("pk", flat=True))


def hold_items(*items: Item) -> None:
    """Hold items in the order of their numbers, and bring them up to date."""
    for item in sorted(items, key=lambda one: one.pk):
        lock(item)

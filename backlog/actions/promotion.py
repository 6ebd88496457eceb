"""Accept: a complaint becomes a voice on an item, and we promise. And return what was promised with a question."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from backlog.actions.shaping import need_a_manager_for_a_costly_promise, need_a_promise_in_force, propose
from backlog.events import VoiceJoined, VoiceWithdrawn
from backlog.models import Item, Voice
from backlog.workflow import ItemStage
from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Invalid, gather
from journal.actions import record
from journal.actors import Actor
from tickets import workflow
from tickets.actions import deciding, questioning
from tickets.models import Decision, Ticket
from tickets.workflow import Verb


@dataclass(frozen=True, kw_only=True)
class NewItem:
    """An item that accepting makes: the problem in our words, and what we promise from now on."""

    title: str
    problem: str
    promise: str


@transaction.atomic
def accept(
    ticket: Ticket,
    *,
    by: Actor,
    message: str,
    rationale: str = "",
    item: Item | None = None,
    new_item: NewItem | None = None,
    precedent: Decision | None = None,
) -> Voice:
    """Accept the complaint: it becomes a voice on a backlog item, new or existing, and we promise."""
    lock(ticket)
    workflow.check(ticket, Verb.ACCEPT, by=by)
    gather(lambda: text.need(message=message), lambda: need_an_item(item, new_item))
    item = _item_to_speak_on(ticket, by, item, new_item)
    if (
        not Item.objects.promised().filter(pk=item.pk).exists()
    ):  # joining what a manager already promised is not a new promise
        need_a_manager_for_a_costly_promise(item, by)
    decision = deciding.accept(ticket, by=by, message=message, rationale=rationale, precedent=precedent)
    moment = now()
    voice = Voice.objects.create(item=item, ticket=ticket, decision=decision, joined_at=moment)
    seconds = int((moment - ticket.received_at).total_seconds())
    record(VoiceJoined(item_id=item.pk, seconds=seconds, **ticket.facts), about=item, by=by, at=moment)
    return voice


@transaction.atomic
def question(ticket: Ticket, *, by: Actor, body: str) -> Ticket:
    """Return a ticket with a question; a promise that was made for it no longer speaks for its item."""
    lock(ticket)
    voice = Voice.objects.of(ticket)
    questioning.question(ticket, by=by, body=body)
    if voice:
        withdraw(voice, by=by)
    return ticket


@transaction.atomic
def withdraw(voice: Voice, *, by: Actor) -> Voice:
    """Let a ticket no longer speak for an item; only together with the verb that moves the ticket on."""
    voice.withdrawn_at = now()
    voice.save(update_fields=["withdrawn_at"])
    record(VoiceWithdrawn(item_id=voice.item_id, ticket_id=voice.ticket_id), about=voice.item, by=by)
    return voice


def need_an_item(item: Item | None, new_item: NewItem | None) -> None:
    """Refuse an acceptance that names neither an item nor a whole new one."""
    if item is None and new_item is None:
        raise Invalid({"item": _("Which item does it speak for? Choose one, or make a new one.")})
    if item is None and new_item is not None:
        text.need(title=new_item.title, problem=new_item.problem, promise=new_item.promise)


def _item_to_speak_on(ticket: Ticket, by: Actor, item: Item | None, new_item: NewItem | None) -> Item:
    if item is None:
        assert new_item is not None
        cost = ticket.assessment.monthly_cost if ticket.assessment else 0
        return propose(
            by=by,
            title=new_item.title,
            problem=new_item.problem,
            promise=new_item.promise,
            product_area=ticket.product_area,
            monthly_cost=cost,
            began_with=ticket,
        )
    lock(item)
    if item.stage == ItemStage.DROPPED:
        raise Conflict(_("{reference} was dropped meanwhile. Choose another item.").format(reference=item.reference))
    need_a_promise_in_force(item)
    if text.is_empty(item.promise):
        raise Invalid({"item": _("{reference} has no promise yet. Write it first.").format(reference=item.reference)})
    return item

"""Accept: a complaint becomes a voice on an item, and we promise. And return what was promised with a question."""

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from backlog.actions.evidence import IMPORTANT, need_evidence
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
from tickets.actions.beginning import finish
from tickets.models import Decision, Ticket
from tickets.vocabulary import BegunForm
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
    importance: int = IMPORTANT,
    highlight: str = "",
) -> Voice:
    """Accept the complaint: it becomes a voice on a backlog item, new or existing, and we promise."""
    lock(ticket)
    workflow.check(ticket, Verb.ACCEPT, by=by)
    gather(
        lambda: text.need(message=message),
        lambda: need_an_item(item, new_item),
        lambda: need_evidence(ticket, importance, highlight),
    )
    item = item_to_speak_on(ticket, by, item, new_item)
    decision = deciding.accept(ticket, by=by, message=message, rationale=rationale, precedent=precedent)
    moment = now()
    voice = Voice.objects.create(
        item=item,
        ticket=ticket,
        decision=decision,
        joined_at=moment,
        importance=importance,
        highlight=highlight.strip(),
    )
    seconds = int((moment - ticket.received_at).total_seconds())
    finish(ticket, BegunForm.DECLINE, BegunForm.ACCEPTANCE, by=by)
    record(VoiceJoined(item_id=item.pk, seconds=seconds, **ticket.facts), about=item, by=by, at=moment)
    return voice


@transaction.atomic
def question(ticket: Ticket, *, by: Actor, body: str) -> Ticket:
    """Return a ticket with a question; until it is decided anew it speaks for no item."""
    lock(ticket)
    voices = list(Voice.objects.of(ticket))
    questioning.question(ticket, by=by, body=body)
    for voice in voices:
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


def item_to_speak_on(ticket: Ticket, by: Actor, item: Item | None, new_item: NewItem | None) -> Item:
    """The item, held, or a new one; refused where it may not be promised.

    Joining what a manager already promised is not a new promise.
    """
    found = _held(item) if item else _new(ticket, by, new_item)
    if not Item.objects.promised().filter(pk=found.pk).exists():
        need_a_manager_for_a_costly_promise(found, by)
    return found


def _new(ticket: Ticket, by: Actor, new_item: NewItem | None) -> Item:
    assert new_item is not None
    cost = ticket.assessment.monthly_cost if ticket.assessment else 0
    return propose(by=by, **asdict(new_item), product_area=ticket.product_area, monthly_cost=cost, began_with=ticket)


def _held(item: Item) -> Item:
    lock(item)
    need_it_to_be_promised(item)
    return item


def need_it_to_be_promised(item: Item) -> None:
    """Refuse an item that promises nothing: dropped, retired, or still without a promise."""
    if item.stage == ItemStage.DROPPED:
        raise Conflict(_("{reference} was dropped meanwhile. Choose another item.").format(reference=item.reference))
    need_a_promise_in_force(item)
    if text.is_empty(item.promise):
        raise Invalid({"item": _("{reference} has no promise yet. Write it first.").format(reference=item.reference)})

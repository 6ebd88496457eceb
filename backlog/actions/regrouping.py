"""Move voices between items, join two items into one, and undo both. Nobody is written to, and no ticket changes."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from backlog import workflow
from backlog.actions.holding import hold_items, hold_tickets, hold_with_its_voices
from backlog.actions.moving import leave_what_is_planned, one_at_a_time
from backlog.actions.promotion import NewItem, need_it_to_be_promised
from backlog.actions.shaping import need_a_manager_for_a_costly_promise, need_a_promise_in_force, propose
from backlog.events import ItemJoined, ItemParted, VoiceCarried, VoiceLeft, VoicesBrought, VoicesTaken
from backlog.models import Item, Regrouping, Voice
from backlog.workflow import KEEPERS, OPEN_STAGES, ItemStage, ItemVerb
from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Forbidden, Invalid
from journal.actions import record, record_all
from journal.actors import Actor
from tickets.models import Ticket

_BACK = {ItemStage.PROPOSED: None, ItemStage.READY: ItemVerb.GROOM, ItemStage.IN_PROGRESS: ItemVerb.START}
"""How an item that was joined goes on from *proposed* to where it was."""


@transaction.atomic
def move_voices(
    source: Item,
    *,
    by: Actor,
    tickets: Sequence[Ticket],
    item: Item | None = None,
    new_item: NewItem | None = None,
) -> Regrouping:
    """Let these tickets speak for another item, or for a new one: what was one turned out to be two."""
    _keepers_only(by)
    if not tickets:
        raise Invalid({"tickets": _("Which voices? Choose at least one.")})
    target = _other_item(source, by, item, new_item, tickets)
    voices = _held_voices(source, tickets)
    hold_items(source, target)
    need_it_to_be_promised(target)
    if not Item.objects.promised().filter(pk=target.pk).exists():
        need_a_manager_for_a_costly_promise(target, by)
    return _carry(voices, source, target, by, stage="")


@transaction.atomic
def join(source: Item, *, by: Actor, item: Item) -> Regrouping:
    """Say that an item is the same as another, which stays: its voices go there, and nobody is declined."""
    _keepers_only(by)
    _need_another(source, item)
    one_at_a_time()
    voices = hold_with_its_voices(source, item)
    need_a_promise_in_force(source)
    if item.stage not in OPEN_STAGES:
        said = _("{reference} is “{stage}” now. Join with what is still to be shipped; or move the voices.")
        raise Conflict(said.format(reference=item.reference, stage=item.get_stage_display()))
    if voices:
        need_it_to_be_promised(item)
    stage = source.stage
    workflow.advance(source, ItemVerb.JOIN, by=by)
    source.joined_into = item
    source.save(update_fields=["stage", "joined_into"])
    leave_what_is_planned(source)
    record(ItemJoined(item_id=source.pk, target_id=item.pk), about=source, by=by)
    return _carry(voices, source, item, by, stage=stage)


@transaction.atomic
def undo(regrouping: Regrouping, *, by: Actor) -> Regrouping:
    """Let voices speak again where they did before, as far as they still speak; what was joined is two again."""
    _keepers_only(by)
    one_at_a_time()
    brought = Voice.objects.speaking().filter(brought_by=regrouping)
    hold_tickets(Ticket.objects.filter(voices__taken_by=regrouping))
    lock(regrouping)
    hold_items(regrouping.source, regrouping.target)
    if regrouping.undone_at is not None:
        raise Conflict(_("This was undone already."))
    moment = now()
    if regrouping.is_join:
        _part(regrouping, by)
    elif regrouping.source.stage == ItemStage.DROPPED:
        said = _("{reference} was dropped meanwhile.")
        raise Conflict(said.format(reference=regrouping.source.reference))
    silent = list(brought)
    brought.update(withdrawn_at=moment)
    speaking = _speak_again(regrouping, {voice.ticket_id for voice in silent})
    count = len(speaking)
    if not count and not regrouping.is_join:
        raise Conflict(_("None of these voices is there any more; they were moved on or decided anew."))
    regrouping.undone_at = moment
    regrouping.save(update_fields=["undone_at"])
    _record_each(regrouping.target, silent, regrouping.source, speaking, by)
    _record(regrouping, count, by, undone=True)
    return regrouping


def _part(regrouping: Regrouping, by: Actor) -> None:
    source, stage = regrouping.source, ItemStage(regrouping.stage)
    if source.joined_into_id != regrouping.target_id:
        raise Conflict(_("{reference} is no longer joined.").format(reference=source.reference))
    workflow.advance(source, ItemVerb.PART, by=by)
    if verb := _BACK[stage]:
        workflow.advance(source, verb, by=by)
    source.joined_into = None
    source.save(update_fields=["stage", "joined_into"])
    event = ItemParted(item_id=source.pk, target_id=regrouping.target_id, stage=stage)
    record(event, about=source, by=by)


def _speak_again(regrouping: Regrouping, silenced: set[int]) -> list[Voice]:
    """Restore what spoke there until now, and what spoke there on its own; not what was decided or moved on since."""
    copied = Voice.objects.filter(brought_by=regrouping).values("ticket")
    taken = Voice.objects.filter(taken_by=regrouping, decision=F("ticket__decision"))
    speak_here = Voice.objects.speaking().filter(item=regrouping.source).values("ticket")
    back = taken.filter(Q(ticket__in=silenced) | ~Q(ticket__in=copied)).exclude(ticket__in=speak_here)
    voices = list(back.select_related("ticket__customer").order_by("ticket_id"))
    Voice.objects.filter(pk__in=[voice.pk for voice in voices]).update(withdrawn_at=None, taken_by=None)
    return voices


def _carry(voices: list[Voice], source: Item, target: Item, by: Actor, *, stage: str) -> Regrouping:
    """Withdraw them here and let them speak there; who speaks there already does so once."""
    moment = now()
    regrouping = Regrouping.objects.create(source=source, target=target, stage=stage, by_id=by.pk, at=moment)
    Voice.objects.filter(pk__in=[voice.pk for voice in voices]).update(withdrawn_at=moment, taken_by=regrouping)
    there = set(Voice.objects.speaking().filter(item=target).values_list("ticket_id", flat=True))
    new = [voice for voice in voices if voice.ticket_id not in there]
    Voice.objects.bulk_create((_as_it_was(voice, target, regrouping) for voice in new), batch_size=2000)
    _record_each(source, voices, target, new, by)
    _record(regrouping, len(voices), by, undone=False)
    return regrouping


def _as_it_was(voice: Voice, target: Item, regrouping: Regrouping) -> Voice:
    """The same evidence on another item: it spoke up when it did."""
    return Voice(
        item=target,
        ticket_id=voice.ticket_id,
        decision_id=voice.decision_id,
        importance=voice.importance,
        highlight=voice.highlight,
        joined_at=voice.joined_at,
        brought_by=regrouping,
    )


def _record_each(left: Item, leaving: list[Voice], joined: Item, coming: list[Voice], by: Actor) -> None:
    """What counts look at: who spoke for which item, from when to when."""
    moment = now()
    gone = [(VoiceLeft(item_id=left.pk, ticket_id=voice.ticket_id), left) for voice in leaving]
    come = [(VoiceCarried(item_id=joined.pk, **_facts(voice, moment)), joined) for voice in coming]
    record_all([*gone, *come], by=by, at=moment)


def _facts(voice: Voice, moment: datetime) -> dict[str, Any]:
    return {"seconds": int((moment - voice.ticket.received_at).total_seconds()), **voice.ticket.facts}


def _record(regrouping: Regrouping, count: int, by: Actor, *, undone: bool) -> None:
    source, target = regrouping.source, regrouping.target
    away, here = (target, source) if undone else (source, target)
    taken = VoicesTaken(item_id=away.pk, target_id=here.pk, regrouping_id=regrouping.pk, count=count, undone=undone)
    brought = VoicesBrought(item_id=here.pk, source_id=away.pk, regrouping_id=regrouping.pk, count=count, undone=undone)
    record_all([(taken, away), (brought, here)], by=by)


def _other_item(
    source: Item, by: Actor, item: Item | None, new_item: NewItem | None, tickets: Sequence[Ticket]
) -> Item:
    if item is not None:
        _need_another(source, item)
        return item
    if new_item is None:
        raise Invalid({"item": _("To which item? Choose one, or make a new one.")})
    text.need(title=new_item.title, problem=new_item.problem, promise=new_item.promise)
    return propose(by=by, **asdict(new_item), product_area=source.product_area, monthly_cost=_found_to_cost(tickets))


def _found_to_cost(tickets: Sequence[Ticket]) -> Decimal:
    """What a promise to them costs a month: what the dearest of them was found to."""
    assessed = Ticket.objects.filter(pk__in=[one.pk for one in tickets], assessment__isnull=False)
    found = assessed.select_related("assessment")
    return max((one.assessment.monthly_cost for one in found if one.assessment), default=Decimal(0))


def _need_another(source: Item, item: Item) -> None:
    if source.pk == item.pk:
        raise Invalid({"item": _("An item cannot be joined with itself. Name another one.")})


def _held_voices(source: Item, tickets: Sequence[Ticket]) -> list[Voice]:
    """The voices of these tickets on an item; their tickets are held first, as by whoever decides them."""
    rows = Voice.objects.speaking().filter(item=source, ticket__in=tickets)
    hold_tickets(Ticket.objects.filter(voices__in=rows))
    voices = list(rows.select_related("ticket__customer").order_by("ticket_id"))
    if len(voices) < len({ticket.pk for ticket in tickets}):
        said = _("Not all of these speak for {reference} any more. Look again who does.")
        raise Conflict(said.format(reference=source.reference))
    return voices


def _keepers_only(by: Actor) -> None:
    if by.role not in KEEPERS:
        raise Forbidden(_("Product people and managers move voices and join items."))

"""It came back: a voice joins what was shipped, from someone who already had it."""

from django.db import transaction

from backlog import workflow
from backlog.actions.counting import enrol, is_out
from backlog.actions.shaping import GAP
from backlog.events import ComplaintCameBack, ItemCameBack, ItemMoved, LateReportJoined
from backlog.exposure import has_it_since
from backlog.models import Item, Voice
from backlog.recurrence import Standing, has_met_it_since
from backlog.workflow import ItemStage, ItemVerb
from common.clock import now
from common.locking import lock
from journal.actions import record
from journal.actors import Actor
from journal.models import Entry
from tickets.models import Ticket

DONE = frozenset({ItemStage.SHIPPED, ItemStage.VERIFIED})


@transaction.atomic
def judge(voice: Voice, *, by: Actor) -> Voice:
    """Say of a voice on something shipped whether it came back or is a late report; what came back is opened again.

    Said once. A voice that joined before we shipped says neither, nor does one on what is not shipped.
    """
    item = lock(voice.item)
    lock(voice)
    if voice.standing or voice.withdrawn_at or not is_out(item) or not _was_out(item, voice):
        return voice
    voice.standing = _standing(item, voice.ticket)
    if not voice.standing:
        return voice
    voice.save(update_fields=["standing"])
    if voice.standing == Standing.LATE:
        record(LateReportJoined(item_id=item.pk, ticket_id=voice.ticket_id), about=item, by=by)
        return voice
    record(ComplaintCameBack(item_id=item.pk, **voice.ticket.facts), about=item, by=by)
    if item.stage in DONE and item.retired_at is None:
        _open_again(item, voice, by)
    return voice


@transaction.atomic
def let_it_be_measured(item: Item) -> None:
    """Ask for numbers soon: its voices changed, or it was shipped."""
    if is_out(item):
        measured = enrol(item)
        measured.due_at = now()
        measured.save(update_fields=["due_at"])


def _was_out(item: Item, voice: Voice) -> bool:
    """Whether we had shipped it when the voice joined: a release may be noted with a day that is past."""
    return Entry.objects.about(item).filter(kind="ItemShipped", at__lte=voice.joined_at).exists()


def _standing(item: Item, ticket: Ticket) -> str:
    since = has_it_since(item, ticket.customer)
    if has_met_it_since(ticket.occurred_on, ticket.received_at, since):
        return Standing.CAME_BACK
    first = since or item.shipped_at
    return Standing.LATE if first and ticket.received_at >= first else ""


def _open_again(item: Item, voice: Voice, by: Actor) -> None:
    source, moment = item.stage, now()
    workflow.advance(item, ItemVerb.START, by=by)
    last = Item.objects.column(item.stage).last()
    item.rank = (last.rank if last else 0) + GAP
    item.save(update_fields=["stage", "rank"])
    record(ItemMoved(item_id=item.pk, source=source, target=item.stage), about=item, by=by, at=moment)
    event = ItemCameBack(
        item_id=item.pk, ticket_id=voice.ticket_id, voice_id=voice.pk, source=source, owner_id=item.owner_id
    )
    record(event, about=item, by=by, at=moment)

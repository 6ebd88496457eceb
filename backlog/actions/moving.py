"""Move along the board, ship, and drop."""

from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext as _

from backlog import workflow
from backlog.actions.holding import hold_with_its_voices
from backlog.actions.promotion import withdraw
from backlog.actions.shaping import GAP, need_a_promise_in_force
from backlog.events import ItemDropped, ItemMoved, ItemShipped
from backlog.models import Item, Release, Shipment, Voice
from backlog.queries import ItemQuerySet
from backlog.workflow import KEEPERS, VERB_TO, ItemStage, ItemVerb
from capabilities.models import Capability
from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Forbidden, Invalid
from journal.actions import record
from journal.actors import Actor
from tickets.actions import deciding

_COLUMNS = 7_310_002
"""Number of the advisory lock that orders moves on the board."""


@transaction.atomic
def move(
    item: Item,
    *,
    by: Actor,
    stage: str | None = None,
    after: Item | None = None,
    before: Item | None = None,
    release: Release | None = None,
) -> Item:
    """Put an item into a column, after or before another; at its end when neither is named.

    Moving it to *shipped* ships it, on its own or with a release; *dropped* and *verified* need a reason and are `drop`
    and `verify`.
    """
    one_at_a_time()
    lock(item)
    source, target = item.stage, stage or item.stage
    _keepers_only(by)
    if item.pk in {one.pk for one in (after, before) if one}:
        raise Invalid({"after" if after else "before": _("An item cannot stand beside itself. Name another one.")})
    if target not in ItemStage.values or target == ItemStage.DROPPED:
        raise Invalid({"stage": _("This is not a column to move to.")})
    if target != source:
        _need_no_reason(item, target)
        need_a_promise_in_force(item)
        _advance(item, ItemStage(target), by, release)
    item.rank = _rank_between(item, after, before)
    item.save(update_fields=["stage", "rank", "shipped_at"])
    record(ItemMoved(item_id=item.pk, source=source, target=target), about=item, by=by)
    if target == ItemStage.SHIPPED != source:
        release_id = release.pk if release else None
        record(ItemShipped(item_id=item.pk, release_id=release_id), about=item, by=by)
    return item


@transaction.atomic
def ship(item: Item, *, by: Actor, release: Release | None = None) -> Item:
    """Say that what was promised is there, on its own or with a release: everyone who spoke for it is told."""
    one_at_a_time()
    lock(item)
    _keepers_only(by)
    if item.stage == ItemStage.SHIPPED:
        raise Conflict(_("{reference} is shipped already.").format(reference=item.reference))
    return move(item, by=by, stage=ItemStage.SHIPPED, release=release)


@transaction.atomic
def drop(
    item: Item,
    *,
    by: Actor,
    reason: str,
    message: str,
    waiting_for: Capability | None = None,
    revisit_on: date | None = None,
) -> Item:
    """Take the promise back: tickets that speak for no other item become declined with this reason and message."""
    voices = hold_with_its_voices(item)
    need_a_promise_in_force(item)
    workflow.advance(item, ItemVerb.DROP, by=by)
    deciding.need_an_honest_reason(reason, message, "", waiting_for, revisit_on)
    item.drop_reason, item.drop_message = reason, message
    item.save(update_fields=["stage", "drop_reason", "drop_message"])
    leave_what_is_planned(item)
    for voice in voices:
        withdraw(voice, by=by)
        if not Voice.objects.of(
            voice.ticket
        ).exists():  # what speaks for another item, too, stays accepted for that one
            deciding.unpromise(
                voice.ticket, by=by, reason=reason, message=message, waiting_for=waiting_for, revisit_on=revisit_on
            )
    record(ItemDropped(item_id=item.pk, reason=reason), about=item, by=by)
    return item


def one_at_a_time() -> None:
    """Moves are short and seldom; one after the other they cannot take the same place."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_COLUMNS])


def _advance(item: Item, target: ItemStage, by: Actor, release: Release | None) -> None:
    workflow.advance(item, VERB_TO[target], by=by)
    if target != ItemStage.PROPOSED and text.is_empty(item.promise):
        raise Invalid({"promise": _("What goes to work needs a promise.")})
    if target == ItemStage.SHIPPED:
        item.shipped_at = release.shipped_at if release else now()
        leave_what_is_planned(item)


def leave_what_is_planned(item: Item) -> None:
    """What was shipped or dropped waits in no release any more."""
    Shipment.objects.waiting().filter(item=item).delete()


def _need_no_reason(item: Item, target: str) -> None:
    """Refuse to let a card be carried where only a reason, or the numbers, may bring it."""
    if target == ItemStage.VERIFIED and item.stage == ItemStage.SHIPPED:
        raise Invalid({"stage": _("Verified by whom, and why? Verify it on its page, with a reason.")})


def _keepers_only(by: Actor) -> None:
    if by.role not in KEEPERS:
        raise Forbidden(_("Product people and managers move items."))


def _rank_between(item: Item, after: Item | None, before: Item | None) -> int:
    column = Item.objects.column(item.stage).exclude(pk=item.pk)
    neighbour = after or before
    if neighbour is None or neighbour.stage != item.stage:
        last = column.last()
        return (last.rank if last else 0) + GAP
    neighbour.refresh_from_db(fields=["rank"])
    low, high = _around(column, after=after, before=before)
    if high - low < 2:
        _spread(item.stage)
        neighbour.refresh_from_db(fields=["rank"])
        low, high = _around(column, after=after, before=before)
    return (low + high) // 2


def _around(column: ItemQuerySet, *, after: Item | None, before: Item | None) -> tuple[int, int]:
    if after is not None:
        following = column.filter(rank__gt=after.rank).first()
        return after.rank, following.rank if following else after.rank + 2 * GAP
    assert before is not None
    preceding = column.filter(rank__lt=before.rank).last()
    return preceding.rank if preceding else before.rank - 2 * GAP, before.rank


def _spread(stage: str) -> None:
    """Give every item of a column a fresh place, in the same order."""
    items = list(Item.objects.column(stage))
    for place, item in enumerate(items, start=1):
        item.rank = place * GAP
    Item.objects.bulk_update(items, ["rank"])

"""Verify: it worked. Either the numbers say so, or a person does, with a reason."""

from django.db import transaction
from django.utils.translation import gettext as _

from backlog import workflow
from backlog.actions.shaping import GAP, need_a_promise_in_force
from backlog.events import ItemMoved, ItemVerified
from backlog.models import Item, Measurement
from backlog.verdicts import evidence_suffices
from backlog.workflow import KEEPERS, ItemStage, ItemVerb
from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Forbidden
from journal.actions import record
from journal.actors import Actor

REASON_LIMIT = 2000
_NUMBERS = ("before", "after", "days_before", "days_after", "ratio", "low", "high")


@transaction.atomic
def verify(item: Item, *, by: Actor, reason: str) -> Item:
    """Say that what was shipped did end the complaints, and how one knows, whatever the numbers say."""
    lock(item)
    if by.role not in KEEPERS:
        raise Forbidden(_("Product people and managers verify."))
    if item.stage == ItemStage.VERIFIED:
        raise Conflict(_("{reference} is verified already.").format(reference=item.reference))
    need_a_promise_in_force(item)
    _advance(item, by)
    text.need(reason=reason)
    text.allow(reason=reason, limit=REASON_LIMIT)
    return _say(item, by, reason=reason)


@transaction.atomic
def verify_by_evidence(item: Item, *, by: Actor) -> bool:
    """Let the numbers say that it worked; False where they do not suffice, or the item has moved meanwhile."""
    lock(item)
    measured = Measurement.objects.filter(item=item).first()
    if item.stage != ItemStage.SHIPPED or item.retired_at is not None:
        return False
    if measured is None or measured.shipped_at != item.shipped_at or not _suffices(item, measured):
        return False
    _advance(item, by)
    _say(item, by, reason="", measured=measured)
    return True


def _suffices(item: Item, measured: Measurement) -> bool:
    is_pending = item.hypothesis_percent is not None and not measured.hypothesis
    return evidence_suffices(measured.verdict, measured.days_after, measured.hypothesis, is_pending=is_pending)


def _advance(item: Item, by: Actor) -> None:
    workflow.advance(item, ItemVerb.VERIFY, by=by)
    last = Item.objects.column(ItemStage.VERIFIED).last()
    item.rank = (last.rank if last else 0) + GAP


def _say(item: Item, by: Actor, *, reason: str, measured: Measurement | None = None) -> Item:
    moment = now()
    item.save(update_fields=["stage", "rank"])
    behind = measured.numbers() if measured else dict.fromkeys(_NUMBERS)
    event = ItemVerified(item_id=item.pk, reason=reason, verdict=measured.verdict if measured else "", **behind)
    record(ItemMoved(item_id=item.pk, source=ItemStage.SHIPPED, target=item.stage), about=item, by=by, at=moment)
    record(event, about=item, by=by, at=moment)
    return item

"""Groom: ask the tickets of an item back, or hold on to one that nobody touched for long."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from backlog.actions import promotion
from backlog.actions.holding import hold_with_its_voices
from backlog.actions.weighing import touch
from backlog.events import ItemAskedBack, ItemHeldOnTo
from backlog.models import Item
from backlog.workflow import KEEPERS, OPEN_STAGES
from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Forbidden
from common.templatetags.words import day_of
from journal.actions import record
from journal.actors import Actor

REASON_LIMIT = 2000


def stale_before() -> datetime:
    """What was last touched before this asks for a decision."""
    return now() - timedelta(weeks=settings.STALE_WEEKS)


@transaction.atomic
def ask_back(item: Item, *, by: Actor, body: str) -> Item:
    """Return every ticket that speaks for it to be assessed again, each with this question; all of them, or none."""
    voices = hold_with_its_voices(item)
    _need_it_open(item, by)
    text.need(body=body)
    text.allow(body=body, limit=REASON_LIMIT)
    if not voices:
        raise Conflict(_("Nobody speaks for {reference}: there is no ticket to ask.").format(reference=item.reference))
    for voice in voices:
        promotion.question(voice.ticket, by=by, body=body)
    record(ItemAskedBack(item_id=item.pk, question=body, count=len(voices)), about=item, by=by)
    return item


@transaction.atomic
def hold_on_to(item: Item, *, by: Actor, reason: str) -> Item:
    """Look at what nobody touched for long and keep it; it asks again after as many weeks."""
    lock(item)
    _need_it_open(item, by)
    if item.touched_at >= stale_before():
        said = _("Something was done with {reference} on {day}; it asks for no decision.")
        raise Conflict(said.format(reference=item.reference, day=day_of(item.touched_at)))
    text.need(reason=reason)
    text.allow(reason=reason, limit=REASON_LIMIT)
    moment = now()
    touch({item.pk: moment})
    record(ItemHeldOnTo(item_id=item.pk, reason=reason), about=item, by=by, at=moment)
    return item


def _need_it_open(item: Item, by: Actor) -> None:
    if by.role not in KEEPERS:
        raise Forbidden(_("Product people and managers groom items."))
    if item.stage not in OPEN_STAGES:
        said = _("{reference} is “{stage}” now: there is nothing left to groom.")
        raise Conflict(said.format(reference=item.reference, stage=item.get_stage_display()))

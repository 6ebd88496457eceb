"""Beside the work: say what blocks an item, comment on it, put files to it, and read its own metric on its day."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.actions import mention
from accounts.mentions import kept, mentioned, numbers
from accounts.models import User
from backlog import recurrence
from backlog.actions.counting import enrol
from backlog.events import ItemBlocked, ItemCommented, ItemFilesAdded, ItemUnblocked, MetricRead
from backlog.models import Blocker, Comment, Item, ItemFile
from backlog.recurrence import Checked
from backlog.workflow import KEEPERS
from capabilities.models import Capability
from common import text
from common.clock import now
from common.locking import hold, lock
from common.refusals import Conflict, Forbidden, Invalid
from common.templatetags.words import day_of
from journal.actions import record
from journal.actors import Actor
from tickets.actions.attaching import keep_files

COMMENT_LIMIT = 10_000
MOST_FILES, MOST_BLOCKERS = 50, 50
LARGEST = Decimal(10) ** 12


@transaction.atomic
def block(item: Item, *, by: Actor, item_before: Item | None = None, capability: Capability | None = None) -> Blocker:
    """Say that an item waits for another item or a capability; a circle of waiting is refused."""
    _keepers_only(by)
    hold("backlog_blocker")
    lock(item)
    _need_one(item, item_before, capability)
    if item_before is not None and _waits_for(item_before, item):
        said = _("{other} already waits for {reference}, so neither could begin.")
        raise Invalid({"blocker": said.format(other=item_before.reference, reference=item.reference)})
    found, is_new = Blocker.objects.get_or_create(item=item, by_item=item_before, by_capability=capability)
    if is_new:
        record(ItemBlocked(**_named(found)), about=item, by=by)
    return found


@transaction.atomic
def unblock(blocker: Blocker, *, by: Actor) -> Item:
    """Say that an item no longer waits for that."""
    _keepers_only(by)
    item = lock(blocker.item)
    record(ItemUnblocked(**_named(blocker)), about=item, by=by)
    blocker.delete()
    return item


@transaction.atomic
def comment(item: Item, *, by: User, body: str) -> Comment:
    """Say something about an item to colleagues, whom it mentions are told; customers never see it."""
    _need_a_hand(by)
    text.need(body=body)
    text.allow(body=body, limit=COMMENT_LIMIT)
    names, moment = kept(mentioned(body)), now()
    said = Comment.objects.create(item=item, body=body, mentions=names, by=by, at=moment)
    record(ItemCommented(item_id=item.pk, comment_id=said.pk), about=item, by=by, at=moment)
    meant = User.objects.filter(pk__in=numbers(names), is_active=True).order_by("pk") if names else ()
    mention(meant, by=by, about=item, source=said.pk, at=moment)
    return said


@transaction.atomic
def add_files(item: Item, *, by: Actor, files: Sequence[UploadedFile]) -> list[ItemFile]:
    """Put files beside an item, by the rules of what comes with a complaint."""
    _need_a_hand(by)
    lock(item)
    if not files:
        raise Invalid({"files": _("Choose a file first.")})
    if item.files.count() + len(files) > MOST_FILES:
        raise Invalid({"files": _("At most {n} files stand beside an item.").format(n=MOST_FILES)})
    moment = now()
    added = [ItemFile.objects.create(item=item, by_id=by.pk, at=moment, **kept) for kept in keep_files(files)]
    record(ItemFilesAdded(item_id=item.pk, count=len(added)), about=item, by=by, at=moment)
    return added


@transaction.atomic
def read_metric(item: Item, *, by: Actor, before: Decimal, found: Decimal) -> Item:
    """Say what an item's own metric was before the release and is on the day of the hypothesis: held, or not."""
    _keepers_only(by)
    lock(item)
    _need_its_day(item)
    wrong = {name: _("A number, please.") for name, n in (("before", before), ("found", found)) if not _counts(n)}
    if not wrong and before == 0:
        wrong["before"] = _("From zero nothing changes by a percentage. Name what it was before.")
    if wrong:
        raise Invalid(wrong)
    item.hypothesis_before, item.hypothesis_found = before, found
    item.save(update_fields=["hypothesis_before", "hypothesis_found"])
    measured = enrol(item)
    measured.due_at = now()
    measured.save(update_fields=["due_at"])
    result = recurrence.own_metric_held(item.hypothesis_change, before, found)
    event = MetricRead(
        item_id=item.pk,
        metric=item.hypothesis_metric,
        before=str(before),
        found=str(found),
        result=Checked.HELD if result else Checked.NOT_HELD,
    )
    record(event, about=item, by=by)
    return item


def _counts(number: Decimal) -> bool:
    return number.is_finite() and abs(number) < LARGEST


def _need_its_day(item: Item) -> None:
    if not item.hypothesis_metric or item.hypothesis_days is None:
        raise Conflict(_("Its hypothesis is about complaints: we count them ourselves."))
    if item.shipped_at is None:
        raise Conflict(_("It is not shipped yet: there is nothing to compare."))
    its_day = item.shipped_at + timedelta(days=item.hypothesis_days)
    if now() < its_day:
        raise Conflict(_("Its day is {day}. Until then it is too early to say.").format(day=day_of(its_day)))


def _need_one(item: Item, other: Item | None, capability: Capability | None) -> None:
    if (other is None) == (capability is None):
        raise Invalid({"blocker": _("For which item, or which capability, does it wait? Name one.")})
    if other is not None and other.pk == item.pk:
        raise Invalid({"blocker": _("An item cannot wait for itself.")})
    if item.blockers.count() >= MOST_BLOCKERS:
        raise Invalid({"blocker": _("It waits for {n} things already.").format(n=MOST_BLOCKERS)})


def _waits_for(item: Item, other: Item) -> bool:
    """Whether an item waits for another, directly or by what it waits for."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [item.pk, other.pk])
        return bool(cursor.fetchone()[0])


_WAITING = """
WITH RECURSIVE before AS (
    SELECT by_item_id AS id FROM backlog_blocker WHERE item_id = %s AND by_item_id IS NOT NULL
    UNION
    SELECT blocker.by_item_id FROM backlog_blocker blocker JOIN before ON blocker.item_id = before.id
    WHERE blocker.by_item_id IS NOT NULL
)
SELECT EXISTS (SELECT FROM before WHERE id = %s)
"""


def _named(blocker: Blocker) -> dict[str, Any]:
    return {
        "item_id": blocker.item_id,
        "by_item_id": blocker.by_item_id,
        "by_capability_id": blocker.by_capability_id,
    }


def _keepers_only(by: Actor) -> None:
    if by.role not in KEEPERS:
        raise Forbidden(_("Product people and managers say what an item waits for and what came of it."))


def _need_a_hand(by: Actor) -> None:
    if by.role not in KEEPERS | {"agent", "admin"}:
        raise Forbidden(_("Viewers read; they do not write here."))

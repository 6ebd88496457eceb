"""Plan a release, and put items in."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from backlog.events import ItemPutIn, ItemTakenOut, ReleaseEdited, ReleasePlanned
from backlog.models import Item, Release, Shipment
from backlog.workflow import KEEPERS, ItemStage
from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Forbidden, gather
from journal.actions import record
from journal.actors import Actor

NAME_LIMIT, VERSION_LIMIT, NOTES_LIMIT = 120, 60, 20_000
_BUILDING = frozenset({ItemStage.PROPOSED, ItemStage.READY, ItemStage.IN_PROGRESS})


@transaction.atomic
def plan(*, by: Actor, name: str, version: str = "", planned_on: date | None = None) -> Release:
    """Say that something is to be shipped together, and by when."""
    keepers_only(by)
    release = Release(name=name.strip(), version=version.strip(), planned_on=planned_on, planned_at=now())
    _need_sense(release)
    release.save(force_insert=True)
    record(ReleasePlanned(release_id=release.pk), about=release, by=by, at=release.planned_at)
    return release


@transaction.atomic
def edit(release: Release, *, by: Actor, **said: str | date | None) -> Release:
    """Change its name, version, day or notes (`name`, `version`, `planned_on`, `notes_ko`, `notes_en`).

    What was shipped keeps its version and its day; its notes may still be put right.
    """
    keepers_only(by)
    lock(release)
    cleaned = {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}
    changed = [name for name, value in cleaned.items() if getattr(release, name) != value]
    if release.shipped_at and {"version", "planned_on"} & set(changed):
        raise Conflict(_("{release} is shipped: its version and its day stay.").format(release=release))
    for name in changed:
        setattr(release, name, cleaned[name])
    _need_sense(release)
    if changed:
        release.save(update_fields=changed)
        record(ReleaseEdited(release_id=release.pk, fields=changed), about=release, by=by)
    return release


@transaction.atomic
def put_in(release: Release, *, by: Actor, item: Item) -> Shipment:
    """Let an item ship with a release. It waits in one release at a time."""
    keepers_only(by)
    hold_what_is_planned(release)
    lock(item)
    if item.stage not in _BUILDING:
        said = _("{reference} is “{stage}”: it cannot be shipped with a release.")
        raise Conflict(said.format(reference=item.reference, stage=item.get_stage_display()))
    waiting = Shipment.objects.waiting().filter(item=item).select_related("release").first()
    if waiting:
        said = _("{reference} is in “{release}” already.")
        raise Conflict(said.format(reference=item.reference, release=waiting.release))
    shipment = Shipment.objects.create(release=release, item=item)
    record(ItemPutIn(release_id=release.pk, item_id=item.pk), about=release, by=by)
    return shipment


@transaction.atomic
def take_out(release: Release, *, by: Actor, item: Item) -> Release:
    """Let an item not ship with a release after all."""
    keepers_only(by)
    hold_what_is_planned(release)
    if not release.shipments.waiting().filter(item=item).delete()[0]:
        raise Conflict(_("{reference} is not in this release.").format(reference=item.reference))
    record(ItemTakenOut(release_id=release.pk, item_id=item.pk), about=release, by=by)
    return release


def keepers_only(by: Actor) -> None:
    """Refuse whoever does not look after releases."""
    if by.role not in KEEPERS:
        raise Forbidden(_("Product people and managers look after releases."))


def start_of(day: date) -> datetime:
    """The first moment of a day in the firm's time."""
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def hold_what_is_planned(release: Release) -> None:
    """Lock a release, and refuse where it is shipped."""
    lock(release)
    if release.shipped_at:
        raise Conflict(_("{release} is shipped already.").format(release=release))


def _need_sense(release: Release) -> None:
    gather(
        lambda: text.need(name=release.name),
        lambda: text.allow(name=release.name, limit=NAME_LIMIT),
        lambda: text.allow(version=release.version, limit=VERSION_LIMIT),
        lambda: text.allow(notes_ko=release.notes_ko, notes_en=release.notes_en, limit=NOTES_LIMIT),
    )

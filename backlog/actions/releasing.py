"""Plan a release, put items in, and ship them together."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from backlog.actions.moving import one_at_a_time, ship
from backlog.events import ItemPutIn, ItemTakenOut, ReleaseEdited, ReleasePlanned, ReleaseShipped
from backlog.exposure import EVERYONE
from backlog.models import Item, Release, Share, Shipment
from backlog.workflow import KEEPERS, ItemStage
from common import text
from common.clock import now, today
from common.locking import lock
from common.refusals import Conflict, Forbidden, Invalid, gather
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
    _hold_what_is_planned(release)
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
    _hold_what_is_planned(release)
    if not release.shipments.waiting().filter(item=item).delete()[0]:
        raise Conflict(_("{reference} is not in this release.").format(reference=item.reference))
    record(ItemTakenOut(release_id=release.pk, item_id=item.pk), about=release, by=by)
    return release


@transaction.atomic
def ship_together(release: Release, *, by: Actor, version: str = "", on: date | None = None) -> Release:
    """Ship all items of a release, or none: each by `ship`, with the day on which the first customers got it.

    Without a day it is now. Whoever was not named to have it first: everyone has it at once.
    """
    keepers_only(by)
    one_at_a_time()
    _hold_what_is_planned(release)
    release.version = version.strip() or release.version
    held = Item.objects.filter(shipments__release=release).select_for_update(of=("self",), no_key=True)
    items = list(held.order_by("pk"))
    gather(
        lambda: text.need(version=release.version),
        lambda: text.allow(version=release.version, limit=VERSION_LIMIT),
        lambda: _need_a_version_of_its_own(release),
        lambda: _need_items(items),
        lambda: _need_a_day_that_was(on, items),
    )
    release.recorded_at = now()
    release.shipped_at = _moment_of(on, release.recorded_at)
    for language in ("ko", "en"):
        setattr(release, f"notes_{language}", release.notes(language) or draft_notes(release, language))
    release.save()
    release.shipments.update(shipped_at=release.shipped_at)
    if not (release.shares.exists() or release.grants.exists()):
        Share.objects.create(release=release, percent=EVERYONE, since=release.shipped_at)
    for item in items:
        ship(item, by=by, release=release)
    event = ReleaseShipped(release_id=release.pk, version=release.version, items=[item.pk for item in items])
    record(event, about=release, by=by, at=release.recorded_at)
    return release


def draft_notes(release: Release, language: str) -> str:
    """The notes with which we begin: what its items promise, in a frame of the language."""
    promises = (
        Item.objects.filter(shipments__release=release).order_by("shipments__pk").values_list("promise", flat=True)
    )
    lines = [" ".join(promise.split()) for promise in promises if not text.is_empty(promise)]
    if not lines:
        return ""
    with translation.override(language):
        begin = _("You told us what was wrong. This is what changes:")
    return "\n".join([begin, "", *(f"• {line}" for line in lines)])


def keepers_only(by: Actor) -> None:
    """Refuse whoever does not look after releases."""
    if by.role not in KEEPERS:
        raise Forbidden(_("Product people and managers look after releases."))


def start_of(day: date) -> datetime:
    """The first moment of a day in the firm's time."""
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def _hold_what_is_planned(release: Release) -> None:
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


def _need_a_version_of_its_own(release: Release) -> None:
    if Release.objects.shipped().filter(version__iexact=release.version).exists():
        raise Invalid({"version": _("This version was shipped already.")})


def _need_items(items: list[Item]) -> None:
    if not items:
        raise Invalid({"": _("There is nothing in this release yet. Put an item in first.")})


def _need_a_day_that_was(on: date | None, items: list[Item]) -> None:
    if on is None:
        return
    if on > today():
        raise Invalid({"on": _("This day is still to come. Plan for it, and ship when it is there.")})
    newest = max((item.proposed_at for item in items), default=None)
    if newest and on < timezone.localdate(newest, timezone.get_default_timezone()):
        raise Invalid({"on": _("On this day not all of its items were even proposed.")})


def _moment_of(on: date | None, moment: datetime) -> datetime:
    return moment if on is None or on == today() else start_of(on)

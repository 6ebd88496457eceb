"""Ship the items of a release together, or none of them."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from backlog.actions.moving import one_at_a_time, ship
from backlog.actions.releasing import VERSION_LIMIT, hold_what_is_planned, keepers_only, start_of
from backlog.events import ReleaseShipped
from backlog.exposure import EVERYONE
from backlog.models import Item, Release, Share
from common import text
from common.clock import now, today
from common.refusals import Invalid, gather
from journal.actions import record
from journal.actors import Actor


@transaction.atomic
def ship_together(release: Release, *, by: Actor, version: str = "", on: date | None = None) -> Release:
    """Ship all items of a release, or none: each by `ship`, with the day on which the first customers got it.

    Without a day it is now. Whoever was not named to have it first: everyone has it at once.
    """
    keepers_only(by)
    one_at_a_time()
    hold_what_is_planned(release)
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
    items = Item.objects.filter(shipments__release=release).order_by("shipments__pk")
    promises = [item.promise_in(language) for item in items]
    lines = [" ".join(promise.split()) for promise in promises if not text.is_empty(promise)]
    if not lines:
        return ""
    with translation.override(language):
        begin = _("You told us what was wrong. This is what changes:")
    return "\n".join([begin, "", *(f"• {line}" for line in lines)])


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

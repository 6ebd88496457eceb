"""Who gets a release, and when: a share of all customers, companies, or people by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from backlog.actions.releasing import keepers_only, start_of
from backlog.events import ReleaseOpened, RolloutHeld
from backlog.exposure import EVERYONE, everyone_has_it_since
from backlog.models import Grant, Release, Share
from common.clock import now, today
from common.locking import lock
from common.refusals import Conflict, Invalid
from customers.models import Company, Customer
from journal.actions import record
from journal.actors import Actor

AT_ONCE = 50_000
"""So many names fit into one list."""
_PORTION = 5_000


@dataclass(frozen=True)
class Opened:
    """What became of a list of names: how many have it now, how many had it, and whom we do not know."""

    new: int
    known: int
    unknown: list[str]


@transaction.atomic
def open_to_share(release: Release, *, by: Actor, percent: int, on: date | None = None) -> Share:
    """Let so many of a hundred customers have it, from a day on (now, if none is named); 100 is everyone.

    Whoever has it keeps it: a later share is a larger one.
    """
    keepers_only(by)
    lock(release)
    if not 1 <= percent <= EVERYONE:
        raise Invalid({"percent": _("Between 1 and 100 percent.")})
    if on is not None and on < today():
        raise Invalid({"on": _("This day is past. Choose today or a day to come.")})
    since = now() if on is None or on == today() else start_of(on)
    _need_a_share_that_grows(release, percent, since)
    share = Share.objects.create(release=release, percent=percent, since=since)
    _say(release, by, "share", since, percent=percent)
    return share


@transaction.atomic
def open_to_companies(release: Release, *, by: Actor, names: Sequence[str]) -> Opened:
    """Let everyone who works for these companies have it, by the companies' names."""
    _hold_what_not_everyone_has(release, by)
    said = _said("companies", names)
    known = _known(Company.objects.annotate(said=Lower("name")), said)
    return _grant(release, by, "companies", said, known)


@transaction.atomic
def open_to_customers(release: Release, *, by: Actor, names: Sequence[str]) -> Opened:
    """Let these customers have it, by their addresses or our numbers."""
    _hold_what_not_everyone_has(release, by)
    said = _said("customers", names)
    numbers = [int(name) for name in said if name.isascii() and name.isdecimal() and len(name) <= 18]
    known = _known(Customer.objects.exclude(email="").annotate(said=Lower("email")), said)
    known |= {str(pk): pk for pk in Customer.objects.filter(pk__in=numbers).values_list("pk", flat=True)}
    return _grant(release, by, "customers", said, known)


@transaction.atomic
def hold_rollout(release: Release, *, by: Actor) -> Release:
    """Let the steps that are still to come not come; whoever has it keeps it."""
    keepers_only(by)
    lock(release)
    coming = release.shares.filter(since__gt=now()).order_by("since")
    percents = list(coming.values_list("percent", flat=True))
    if not percents:
        raise Conflict(_("No further step is planned."))
    coming.delete()
    record(RolloutHeld(release_id=release.pk, percents=percents), about=release, by=by)
    return release


def _hold_what_not_everyone_has(release: Release, by: Actor) -> None:
    keepers_only(by)
    lock(release)
    since = everyone_has_it_since(release)
    if since and since <= now():
        raise Conflict(_("Everyone has it already."))


def _need_a_share_that_grows(release: Release, percent: int, since: datetime) -> None:
    before = release.shares.filter(since__lte=since).order_by("-percent").first()
    if before and before.percent >= percent:
        raise Invalid({"percent": _("{n} % have it by then: a share can only grow.").format(n=before.percent)})
    after = release.shares.filter(since__gt=since).order_by("percent").first()
    if after and after.percent <= percent:
        raise Invalid({"percent": _("A later step is at only {n} %: hold that one first.").format(n=after.percent)})


def _said(field: str, names: Sequence[str]) -> dict[str, str]:
    """Each name once, as we compare them, with how it was written."""
    said: dict[str, str] = {}
    for name in names:
        if written := name.replace("\x00", "").strip():
            said.setdefault(written.lower(), written)
    if not said:
        raise Invalid({field: _("This list is empty.")})
    if len(said) > AT_ONCE:
        raise Invalid({field: _("At most {n} at once.").format(n=f"{AT_ONCE:,}")})
    return said


def _known(rows: "QuerySet[Any]", said: dict[str, str]) -> dict[str, int]:
    """The numbers of those who are called so."""
    known: dict[str, int] = {}
    names = [*said]
    for begin in range(0, len(names), _PORTION):
        known |= dict(rows.filter(said__in=names[begin : begin + _PORTION]).values_list("said", "pk"))
    return known


def _grant(release: Release, by: Actor, how: str, said: dict[str, str], known: dict[str, int]) -> Opened:
    unknown = [written for name, written in said.items() if name not in known]
    if not known:
        raise Invalid({how: _("We know none of these.")})
    moment, kind = now(), "company" if how == "companies" else "customer"
    numbers = set(known.values())
    had = Grant.objects.filter(release=release, **{f"{kind}__in": numbers})
    names = set(had.values_list(f"{kind}_id", flat=True))
    had.update(inherited_from=None)  # given by name now: it stays, should two records turn out to be two people
    new = sorted(numbers - names)
    rows = [Grant(release=release, since=moment, **{f"{kind}_id": number}) for number in new]
    Grant.objects.bulk_create(rows, batch_size=_PORTION)
    if new:
        _say(release, by, how, moment, named=len(new))
    return Opened(new=len(new), known=len(numbers) - len(new), unknown=unknown)


def _say(release: Release, by: Actor, how: str, since: datetime, *, percent: int = 0, named: int = 0) -> None:
    event = ReleaseOpened(release_id=release.pk, how=how, percent=percent, named=named, since=since.isoformat())
    record(event, about=release, by=by)

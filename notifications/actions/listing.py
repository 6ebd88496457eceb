"""Who is to be told? On shipping, and whenever more customers get it, the list is made: everyone once, none twice."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from backlog.exposure import have_it_since
from backlog.models import Item, Release, Shipment
from common.clock import now
from common.locking import lock
from customers.models import Customer, News
from notifications.actions.informing import Tidings, inform
from notifications.models import Telling, TellingState
from notifications.queries import speakers
from notifications.vocabulary import About, NewsKind, Why

_PORTION = 2_000
_S = TellingState
_WAITING = (_S.LATER, _S.TO_APPROVE, _S.QUEUED)
_LOOKED_AT_FOR = timedelta(days=2)
"""So long after everyone has a release its list is still looked at: for those who spoke up in its last hours."""


@transaction.atomic
def list_for_item(item_id: int) -> int:
    """Put everyone who spoke for an item that was shipped on its own on the list; returns how many are new."""
    item = lock(Item.objects.get(pk=item_id))
    if item.shipped_at is None or Shipment.objects.latest_of(item):
        return 0
    return _list([item], None)


@transaction.atomic
def list_for_release(release_id: int) -> int:
    """Put everyone who spoke for the items of a shipped release on the list, and look who got it meanwhile.

    May be done again at any time: whoever is on the list stays on it once. Returns how many are new.
    """
    release = lock(Release.objects.get(pk=release_id))
    if release.shipped_at is None:
        return 0
    mine = Item.objects.filter(shipments__release=release).select_for_update(of=("self",), no_key=True).order_by("pk")
    items = [item for item in mine if _is_of(release, item)]
    new = _list(items, release)
    for item in items:
        _look_who_got_it(item, release)
    return new


@transaction.atomic
def let_go(item_id: int, ticket_id: int) -> None:
    """Take whoever speaks no more off the list; where another complaint of theirs still speaks, they stay by that one."""
    rows = Telling.objects.filter(item=item_id, voice__ticket=ticket_id, state__in=_WAITING, mail=None)
    row = rows.select_related("release", "item").first()
    if row is None:
        return
    if row.release:
        lock(row.release)
    lock(row.item)
    rows.delete()
    if row.release:
        list_for_release(row.release.pk)
    else:
        list_for_item(item_id)


def waiting_without_a_voice(item_id: int) -> list[int]:
    """Tickets by which somebody still waits to hear of an item, although they speak for it no longer."""
    rows = Telling.objects.filter(item=item_id, state__in=_WAITING, mail=None, voice__withdrawn_at__isnull=False)
    return list(rows.order_by("pk").values_list("voice__ticket_id", flat=True))


def releases_to_look_at() -> list[int]:
    """Shipped releases that not everyone has, or of which somebody waits to be told."""
    rolling = Release.objects.rolling_out(now() - _LOOKED_AT_FOR)
    waiting = Release.objects.filter(pk__in=Telling.objects.filter(state=_S.LATER).values("release"))
    return sorted({*rolling.values_list("pk", flat=True), *waiting.values_list("pk", flat=True)})


def _is_of(release: Release, item: Item) -> bool:
    """Whether the item was not shipped again since, with another release or on its own."""
    shipment = Shipment.objects.latest_of(item)
    return shipment is not None and shipment.release_id == release.pk


def _list(items: list[Item], release: Release | None) -> int:
    """Whoever still waits on the list of an earlier shipping comes on this one instead."""
    waiting = Telling.objects.filter(item__in=items, state__in=_WAITING, mail=None)
    waiting.exclude(release=release).delete()
    rows = [row for item in items for row in _rows_of(item, release)]
    agents = {row.agent_id: row.telling.item_id for row in reversed(rows) if row.agent_id}
    for agent, item_id in agents.items():
        inform({agent: Why.HEARD}, _is_there(item_id))
    Telling.objects.bulk_create((row.telling for row in rows), batch_size=_PORTION, ignore_conflicts=True)
    return len(rows)


def _is_there(item_id: int) -> Tidings:
    return Tidings(kind=NewsKind.IS_THERE, about_type=About.ITEM, about_id=item_id, source=item_id, by=None, at=now())


class _Row(NamedTuple):
    """A telling to be, and who listened."""

    telling: Telling
    agent_id: int | None


def _rows_of(item: Item, release: Release | None) -> Iterator[_Row]:
    """Who spoke for it and was not told since; whoever spoke up only after getting it is not told that it is there."""
    moment = now()
    recorded = release.recorded_at if release else item.shipped_at
    assert recorded is not None
    asking, told = speakers(item), _told_already(item)
    asked = _customers(speaker.customer_id for speaker in asking)
    having = have_it_since(item, asked.values())
    for who in asking:
        since = having.get(who.customer_id)
        has_heard = who.customer_id in told and told[who.customer_id] >= who.joined_at
        if has_heard or (since and who.joined_at > max(since, recorded)):
            continue
        state = _state(asked[who.customer_id], is_there=since is not None, may_go=_goes_at_once(release))
        telling = Telling(
            item=item,
            release=release,
            voice_id=who.voice_id,
            customer_id=who.customer_id,
            state=state,
            made_at=moment,
            approved_at=moment if state == _S.QUEUED else None,
        )
        yield _Row(telling, who.agent_id)


def _look_who_got_it(item: Item, release: Release) -> None:
    """Whoever waited to get it and has it now is to be told; at once if that was approved before."""
    waiting = Telling.objects.filter(item=item, release=release, state=_S.LATER)
    rows = list(waiting.values_list("pk", "customer_id", "approved_at"))
    asked = _customers(customer for _pk, customer, _approved in rows)
    having = have_it_since(item, asked.values())
    by_state: dict[str, list[int]] = {}
    for pk, customer, approved_at in rows:
        if customer in having:
            may_go = approved_at is not None or _goes_at_once(release)
            by_state.setdefault(_state(asked[customer], is_there=True, may_go=may_go), []).append(pk)
    for state, numbers in by_state.items():
        Telling.objects.filter(pk__in=numbers, state=_S.LATER).update(state=state)


def _told_already(item: Item) -> dict[int, datetime]:
    """When each customer was last put on the item's list; who still waits on it does not come on it again."""
    rows = item.tellings.order_by("made_at").values_list("customer_id", "state", "made_at")
    return {customer: now() if state in _WAITING else made_at for customer, state, made_at in rows}


def _customers(numbers: Iterable[int]) -> dict[int, Customer]:
    known = Customer.objects.filter(pk__in=set(numbers))
    wishes = ("no_news_since", "no_mail_since", "unreachable_since", "unwanted")
    return known.only("company_id", "email", "phone", *wishes).in_bulk()


def _state(customer: Customer, *, is_there: bool, may_go: bool) -> TellingState:
    if not customer.hears(News.SHIPPED):
        return _S.OPTED_OUT
    if not is_there:
        return _S.LATER
    if not customer.gets_mail:
        return _S.CALL
    return _S.QUEUED if may_go else _S.TO_APPROVE


def _goes_at_once(release: Release | None) -> bool:
    return settings.TELLING == "at_once" or (settings.TELLING == "releases_wait" and release is None)

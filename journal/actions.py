"""What can be done with history? Record it, and let what must follow happen, once."""

import logging
import random
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from common import presence
from common.clock import now
from common.ticking import tick_on_commit
from journal import gathering, registry
from journal.actors import Actor
from journal.events import Event
from journal.models import Delivery, Entry

_log = logging.getLogger(__name__)
GIVE_UP_AFTER = 10
AT_ONCE, MANY = 200, 4000
"""So many a sweep rings for, and so many that wait are counted."""


def record(
    event: Event, *, about: models.Model, by: Actor, at: datetime | None = None, not_before: datetime | None = None
) -> Entry:
    """Write down what happened and what must follow, in the transaction of the deed; then ring.

    What must wait (`not_before`) is not rung for: the sweep finds it when its time has come.
    """
    return record_all([(event, about)], by=by, at=at, not_before=not_before)[0]


@transaction.atomic(savepoint=False)
def record_all(
    happened: Sequence[tuple[Event, models.Model]],
    *,
    by: Actor,
    at: datetime | None = None,
    not_before: datetime | None = None,
) -> list[Entry]:
    """Write down many things of one moment, as `record` would one by one; ring once for each kind of reaction.

    Without a savepoint of its own: it stands or falls with the deed, and every deed records.
    """
    moment, begun = at or now(), timezone.now()
    waits = not_before is not None and not_before > begun
    due = not_before if waits and not_before else begun + lease()
    entries = Entry.objects.bulk_create(_entry(event, about, by, moment) for event, about in happened)
    deliveries = Delivery.objects.bulk_create(
        Delivery(entry=entry, reaction=name, due_at=due)
        for entry, (event, _about) in zip(entries, happened, strict=True)
        for name in registry.concerned(event)
    )
    presence.bump_on_commit(f"{about._meta.label_lower}:{about.pk}" for _event, about in happened)
    by_reaction: dict[str, list[int]] = defaultdict(list)
    for delivery in () if waits else deliveries:
        by_reaction[delivery.reaction].append(delivery.pk)
    for name, numbers in by_reaction.items():
        if name in registry.gathered():
            _ring_to_gather_on_commit(name)
        else:
            _ring_on_commit(numbers)
    tick_on_commit(*{about._meta.label_lower for _event, about in happened})
    return entries


@transaction.atomic
def deliver(delivery_id: int) -> bool:
    """Let one reaction happen; done is written in the transaction of its effect. False: not to be done now."""
    delivery = (
        Delivery.objects.undone()
        .select_related("entry")
        .select_for_update(of=("self",), skip_locked=True)
        .filter(pk=delivery_id)
        .first()
    )
    if delivery is None:
        return False
    entry = delivery.entry
    registry.reaction(delivery.reaction)(_event(entry))
    delivery.done_at = timezone.now()
    delivery.save(update_fields=["done_at"])
    return True


@transaction.atomic
def deliver_all(delivery_ids: Sequence[int]) -> int:
    """Let one reaction follow many entries, in one transaction: all, or none if one fails. Returns how many."""
    undone = Delivery.objects.undone().select_related("entry").filter(pk__in=delivery_ids).order_by("pk")
    events: dict[str, list[Event]] = defaultdict(list)
    held = list(undone.select_for_update(of=("self",), skip_locked=True))
    for delivery in held:
        entry = delivery.entry
        events[delivery.reaction].append(_event(entry))
    for name, happened in events.items():
        registry.follow(name, happened)
    Delivery.objects.filter(pk__in=[delivery.pk for delivery in held]).update(done_at=timezone.now())
    return len(held)


@transaction.atomic
def postpone(delivery_id: int, *, error: str) -> None:
    """Try again later, with growing pauses; give up visibly after ten times."""
    delivery = Delivery.objects.undone().select_for_update().filter(pk=delivery_id).first()
    if delivery is None:
        return
    delivery.attempts += 1
    delivery.last_error = error[:500]
    delivery.due_at = timezone.now() + pause(delivery.attempts)
    if delivery.attempts >= GIVE_UP_AFTER:
        delivery.dead_at = timezone.now()
        _log.error("gave up", extra={"delivery": delivery.pk, "reaction": delivery.reaction})
    delivery.save(update_fields=["attempts", "last_error", "due_at", "dead_at"])


@transaction.atomic
def revive(delivery_ids: Sequence[int]) -> int:
    """Try again what was given up; the sweep takes it. Returns how many."""
    rows = Delivery.objects.given_up().filter(pk__in=delivery_ids)
    return rows.update(dead_at=None, attempts=0, due_at=timezone.now())


@transaction.atomic
def lease_what_is_due(limit: int = AT_ONCE) -> list[int]:
    """Take due deliveries for a while, so that two sweeps do not ring for the same."""
    moment = timezone.now()
    held = Delivery.objects.due(moment).select_for_update(skip_locked=True).values_list("pk", flat=True)
    if found := list(held[:limit]):
        Delivery.objects.filter(pk__in=found).update(due_at=moment + lease_among(Delivery.objects.undone()))
    return found


def lease() -> timedelta:
    """How long a published delivery may take before the sweep rings again."""
    return timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)


def lease_among(waiting: models.QuerySet[Any]) -> timedelta:
    """The same where all these wait: the more there are, the longer, at most twenty times.

    Else a worker that is slower than what comes in is rung for the same again and again, and its queue grows faster than
    it works: 1,300 mails had 17,000 rings, and what somebody had just written waited behind them.
    """
    return lease() * max(1.0, waiting.order_by()[:MANY].count() / AT_ONCE)


def pause(attempts: int) -> timedelta:
    """5 s, 20 s, 80 s … at most 6 h, give or take a half so that retries do not march in step."""
    seconds = min(6 * 3600, settings.OUTBOX_PAUSE_SECONDS * 4 ** (attempts - 1))
    return timedelta(seconds=seconds * random.uniform(0.5, 1.5))  # noqa: S311 (no secret)


def ring(delivery_id: int) -> None:
    """Ask the worker to deliver. A broker that is away costs a moment: the sweep rings again."""
    current_app.send_task("journal.tasks.deliver", [delivery_id])


def ring_for_all(delivery_ids: Sequence[int]) -> None:
    """Ask the worker to deliver many of one kind together."""
    current_app.send_task("journal.tasks.deliver_all", [list(delivery_ids)])


def _event(entry: Entry) -> Event:
    return Event.read(entry.kind, entry.plain, entry.at, by=entry.actor_id, number=entry.pk)


def _entry(event: Event, about: models.Model, by: Actor, at: datetime) -> Entry:
    return Entry(
        kind=type(event).__name__,
        about_type=about._meta.label_lower,
        about_id=about.pk,
        plain=event.plain(),
        actor_role=by.role,
        actor_id=None if by.role in {"customer", "system"} else by.pk,
        at=at,
    )


def _ring_on_commit(delivery_ids: list[int]) -> None:
    def ring_for_them() -> None:
        """A plain function: Django's robust hooks log the `__qualname__`, which a partial has not."""
        if len(delivery_ids) == 1:
            ring(delivery_ids[0])
        else:
            ring_for_all(delivery_ids)

    transaction.on_commit(ring_for_them, robust=True)


def _ring_to_gather_on_commit(reaction: str) -> None:
    def ring_for_it() -> None:
        """A plain function, as above."""
        gathering.ring_to_gather(reaction)

    transaction.on_commit(ring_for_it, robust=True)

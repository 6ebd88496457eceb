"""How does one reaction keep up with very many entries? What may follow together is gathered: one ring, many rows."""

from time import monotonic

from celery import current_app
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from journal import registry
from journal.events import Event
from journal.models import Delivery
from journal.queries import DeliveryQuerySet

LONG = 20.0
"""Seconds after which whoever gathers lets others have their turn; far fewer than a task may take."""
MUCH = 100
"""Whoever finds so many at once lets more gather before looking again."""
LET_GATHER = 3
"""Seconds for which."""
_RINGS_AGAIN_AFTER = 10
"""Seconds after which a ring that nobody answered no longer keeps others from ringing."""


def ring_to_gather(reaction: str, *, after: int = 0) -> None:
    """Ask the worker to gather, unless it is asked already or at it.

    after: seconds until then, in which nobody else rings.
    """
    if cache.add(_sign(reaction), 1, timeout=_RINGS_AGAIN_AFTER):
        current_app.send_task("journal.tasks.gather", [reaction], countdown=after or None)


def gather_what_waits(reaction: str, *, rounds: int) -> None:
    """Gather batch by batch; then take down the sign and look once more: who wrote meanwhile did not ring."""
    followed, ends = 0, monotonic() + LONG
    for _round in range(rounds):
        followed += (found := gather(reaction))
        if found < registry.most_at_once(reaction) or monotonic() > ends:
            break
    cease(reaction)
    if _waiting(reaction).exists():
        ring_to_gather(reaction, after=LET_GATHER if followed >= MUCH else 0)


def cease(reaction: str) -> None:
    """Take down the sign: from now on whoever writes down more rings."""
    cache.delete(_sign(reaction))


@transaction.atomic
def gather(reaction: str) -> int:
    """Let a reaction follow what waits for it, the longest waiting first; all of it, or nothing if one fails.

    Returns how many. Two who gather take different rows; what failed before is left to its own delivery.
    """
    rows = _waiting(reaction).select_related("entry").select_for_update(of=("self",), skip_locked=True)
    held = list(rows[: registry.most_at_once(reaction)])
    if held:
        events = [Event.read(one.entry.kind, one.entry.plain, one.entry.at) for one in held]
        registry.follow(reaction, events)
        Delivery.objects.filter(pk__in=[one.pk for one in held]).update(done_at=timezone.now())
    return len(held)


def waiting(reaction: str) -> list[int]:
    """The deliveries that would be gathered next."""
    return list(_waiting(reaction).values_list("pk", flat=True)[: registry.most_at_once(reaction)])


def _waiting(reaction: str) -> DeliveryQuerySet:
    return Delivery.objects.undone().filter(reaction=reaction, attempts=0).order_by("due_at", "pk")


def _sign(reaction: str) -> str:
    return f"gathering:{reaction}"

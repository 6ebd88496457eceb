"""How many notices has somebody not read? Counted once and kept in Valkey, until it changes."""

import time
from contextlib import suppress

from django.core import signing
from django.core.cache import cache
from django.db import transaction

from accounts.models import User
from notifications.models import Notice

_A_DAY = 86_400
_SALT, _BELL_LASTS = "notices.bell", 7 * _A_DAY


def unread_of(colleague: User) -> int:
    """How many, up to a hundred: from Valkey, or counted and kept."""
    known = known_unread(colleague.pk)
    return count_anew(colleague) if known is None else known


def known_unread(colleague_id: int) -> int | None:
    """What Valkey knows, without a look into the database; None where something changed since it was counted.

    A count is kept with the number of the change that it saw, so that a change while somebody counts is never missed.
    """
    try:
        found = cache.get_many([_changes(colleague_id), _count(colleague_id)])
    except Exception:  # noqa: BLE001 (a Valkey that is away: the database knows)
        return None
    change, count = found.get(_changes(colleague_id)), found.get(_count(colleague_id))
    return count[1] if change is not None and count is not None and count[0] == change else None


def count_anew(colleague: User) -> int:
    """Count, and keep it."""
    change = None
    with suppress(Exception):  # a Valkey that is away: it is counted again the next time
        change = cache.get_or_set(_changes(colleague.pk), time.time_ns, _A_DAY)
    count = Notice.objects.of(colleague).unread().counted()
    with suppress(Exception):
        cache.set(_count(colleague.pk), (change, count), _A_DAY)
    return count


def changed_on_commit(colleague_id: int) -> None:
    """What was counted for this colleague holds no longer."""

    def forget() -> None:
        """A plain function: see journal.actions."""
        cache.set(_changes(colleague_id), time.time_ns(), _A_DAY)

    transaction.on_commit(forget, robust=True)


def name_of_bell(colleague_id: int) -> str:
    """Whose bell it is, signed: to ask for its number needs no look at the session."""
    return signing.dumps(colleague_id, salt=_SALT)


def read_bell(name: str) -> int | None:
    """Whose bell it is; nobody's when it was not signed by us, or long ago."""
    try:
        return int(signing.loads(name, salt=_SALT, max_age=_BELL_LASTS))
    except signing.BadSignature:
        return None


def _changes(colleague_id: int) -> str:
    return f"notices:{colleague_id}:changes"


def _count(colleague_id: int) -> str:
    return f"notices:{colleague_id}:unread"

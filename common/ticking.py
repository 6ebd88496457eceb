"""Has anything of a kind changed? A number in Valkey that grows with every change; it says nothing else.

Pages that stay open ask for the number and leave the database alone while it is the one they know. Valkey may lose it:
a number that differs means "look", so nothing is missed.
"""

import time

from django.core.cache import cache
from django.db import transaction

_FOR_EVER = None


def tick_on_commit(*kinds: str) -> None:
    """Let the numbers of these kinds grow once the transaction is done; without Valkey pages look a little later."""

    def tick_them() -> None:
        """A plain function: Django's robust hooks log the `__qualname__`."""
        for kind in kinds:
            _tick(_key(kind))

    transaction.on_commit(tick_them, robust=True)


def count(kind: str) -> int:
    """The number of a kind now."""
    known = cache.get(_key(kind))
    return int(known) if known is not None else _begin(_key(kind))


def _tick(key: str) -> None:
    try:
        cache.incr(key)
    except ValueError:
        _begin(key)


def _begin(key: str) -> int:
    """Begin with the time, so that a number that was lost does not come again."""
    number = time.time_ns() // 1000
    cache.add(key, number, timeout=_FOR_EVER)
    return int(cache.get(key) or number)


def _key(kind: str) -> str:
    return f"tick:{kind}"

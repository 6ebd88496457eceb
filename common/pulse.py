"""Who of ours is alive, and who goes how fast? Kept in Valkey: if it forgets, the next beat says it again."""

import time
from contextlib import suppress

from django.core.cache import cache

_KEPT = 24 * 3600
_MINUTE = 60


def beat(who: str) -> None:
    """Note that a process of this kind lives right now."""
    with suppress(Exception):  # a Valkey that is away makes nobody stop
        cache.set(f"alive:{who}", time.time(), _KEPT)


def seconds_since(who: str) -> float | None:
    """How long ago one of this kind was last alive; None: not within a day."""
    with suppress(Exception):
        last = cache.get(f"alive:{who}")
        return None if last is None else max(0.0, time.time() - last)
    return None


def may_go(channel: str, *, limit: int, share: float = 1.0) -> bool:
    """Whether one more may go over a channel in this minute; those with a share of less leave room for others.

    No limit is 0. A Valkey that is away stops nobody.
    """
    if not limit:
        return True
    with suppress(Exception):
        cache.add(_key(channel), 0, 2 * _MINUTE)
        if gone(channel) >= limit * share:
            return False
        cache.incr(_key(channel))
    return True


def gone(channel: str) -> int:
    """How many went over a channel in this minute, where it has a limit."""
    with suppress(Exception):
        return int(cache.get(_key(channel), 0))
    return 0


def _key(channel: str) -> str:
    return f"pace:{channel}:{int(time.time()) // _MINUTE}"

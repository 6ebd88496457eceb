"""How is it with the embedding service? Kept in Valkey: if it forgets, the next question says it again.

Who failed is left in peace for a while, longer each time: somebody typing must not wait for it at every pause.
"""

import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.core.cache import cache

_KEPT = 7 * 24 * 3600
_FIRST_REST, _LONGEST_REST = 5, 600
"""Seconds."""


class State(NamedTuple):
    """When it was last asked for a purpose, and what went wrong then; nothing when all was well."""

    at: datetime | None
    said: str


def note_well(purpose: str) -> None:
    """It answered."""
    _keep(purpose, said="", failures=0, rest=0)


def note_trouble(purpose: str, said: str) -> None:
    """It did not; it rests twice as long as the time before."""
    failures = int(_kept(purpose).get("failures", 0)) + 1
    _keep(purpose, said=said, failures=failures, rest=min(_FIRST_REST * 2 ** min(failures - 1, 10), _LONGEST_REST))


def is_resting(purpose: str) -> bool:
    """Whether it is left in peace."""
    return float(_kept(purpose).get("until", 0)) > time.time()


def last(purpose: str) -> State:
    """How it was the last time."""
    kept = _kept(purpose)
    return State(datetime.fromtimestamp(kept["at"], UTC) if kept else None, str(kept.get("said", "")))


def _keep(purpose: str, *, said: str, failures: int, rest: float) -> None:
    moment = time.time()
    with suppress(Exception):  # a Valkey that is away makes nobody stop
        kept = {"at": moment, "said": said, "failures": failures, "until": moment + rest}
        cache.set(f"embedding:{purpose}", kept, _KEPT)


def _kept(purpose: str) -> dict[str, Any]:
    with suppress(Exception):
        return cache.get(f"embedding:{purpose}") or {}
    return {}

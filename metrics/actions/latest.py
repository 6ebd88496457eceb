"""Count on in Valkey whenever a complaint comes in, so that a page may ask often without touching the database."""

from contextlib import suppress

from django.core.cache import cache

COUNTER = "complaints-received"


def count_on() -> None:
    """One more has come. A Valkey that is away only makes the strip late."""
    with suppress(Exception):
        cache.add(COUNTER, 0, timeout=None)
        cache.incr(COUNTER)

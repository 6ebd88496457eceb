"""Who is where right now, and what is new there? Kept in Valkey for seconds; without Valkey nobody is anywhere.

A place is a word such as `desk:12`. Nothing here asks the database, and nothing that fails here is an error to anyone.
"""

import hashlib
import json
import logging
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from redis import Redis
from redis.exceptions import RedisError

from common.clock import now

GONE_AFTER = 12
"""Seconds after their last sign in which somebody counts as gone: four signs may get lost."""
_KEPT = 60
_NEWS_KEPT = 24 * 3600
_log = logging.getLogger(__name__)


class Here(NamedTuple):
    """Somebody who looks at a place, or writes there."""

    number: int
    name: str
    writes: bool


class State(NamedTuple):
    """Who is at each of some places, and the counter of what is new there."""

    here: dict[str, list[Here]]
    news: dict[str, int]

    @property
    def mark(self) -> str:
        """A mark by which it is known again."""
        return hashlib.sha256(json.dumps([self.here, self.news], sort_keys=True).encode()).hexdigest()[:16]


NOTHING = State({}, {})


def sign(place: str, *, number: int, name: str, writes: bool) -> None:
    """Somebody is at a place."""
    said = json.dumps([name, writes, now().timestamp()])

    def say(valkey: Any) -> None:
        valkey.hset(_key(place), str(number), said)
        valkey.expire(_key(place), _KEPT)

    _ask(say)


def leave(place: str, *, number: int) -> None:
    """Somebody is at a place no longer."""
    _ask(lambda valkey: valkey.hdel(_key(place), str(number)))


def at(places: Sequence[str]) -> State:
    """Who is at these places now, whoever writes first, and what is new there."""

    def ask(valkey: Any) -> None:
        for place in places:
            valkey.hgetall(_key(place))
            valkey.get(_news(place))

    said = _ask(ask) if places else []
    if len(said) != 2 * len(places):
        return NOTHING
    here = {place: _alive(said[2 * number]) for number, place in enumerate(places)}
    news = {place: int(said[2 * number + 1] or 0) for number, place in enumerate(places)}
    return State({place: people for place, people in here.items() if people}, news)


def bump_on_commit(places: Iterable[str]) -> None:
    """Let whoever looks at these places know that something is new, as soon as it stands in the database."""
    named = sorted(set(places))

    def bump() -> None:
        """A plain function: see journal.actions."""
        _ask(lambda valkey: [(valkey.incr(_news(place)), valkey.expire(_news(place), _NEWS_KEPT)) for place in named])

    transaction.on_commit(bump, robust=True)


def _alive(said: dict[bytes, bytes]) -> list[Here]:
    people, moment = [], now().timestamp()
    for number, words in said.items():
        name, writes, signed = json.loads(words)
        if moment - signed <= GONE_AFTER:
            people.append(Here(int(number), name, bool(writes)))
    return sorted(people, key=lambda one: (not one.writes, one.name, one.number))


def _ask(question: Any) -> list[Any]:
    """The answers to some commands in one go; none where Valkey is away."""
    try:
        with _valkey(settings.PRESENCE_URL).pipeline(transaction=False) as pipeline:
            question(pipeline)
            return list(pipeline.execute())
    except (RedisError, OSError):
        _log.debug("nobody can be seen", exc_info=True)
        return []


@cache
def _valkey(url: str) -> "Redis":
    return Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.5)


def _key(place: str) -> str:
    return f"here:{place}"


def _news(place: str) -> str:
    return f"news:{place}"

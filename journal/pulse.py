"""When did something last happen to a kind of thing? A number in Valkey that pages ask every few seconds."""

import time

from django.core import signing
from django.core.cache import cache

_A_DAY = 24 * 3600
_SALT = "pulse"


def beat(kind: str) -> None:
    """Something happened to a thing of this kind; only after the transaction that did it."""
    cache.set(f"pulse:{kind}", str(time.time_ns()), _A_DAY)


def pulse(kind: str) -> str:
    """The pulse of a kind, signed: who shows it again was given it by us."""
    found = cache.get_or_set(f"pulse:{kind}", lambda: str(time.time_ns()), _A_DAY)
    return signing.dumps([kind, found], salt=_SALT)


def has_beaten_since(kind: str, seen: str) -> bool:
    """Whether something happened since a pulse was given out; `BadSignature` for what we did not give out."""
    said = signing.loads(seen, salt=_SALT)
    if said[0] != kind:
        raise signing.BadSignature
    return bool(said[1] != cache.get(f"pulse:{kind}"))

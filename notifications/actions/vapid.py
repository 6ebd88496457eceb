"""How does a push service know that it is us? By a key that is made once and kept beside the data."""

import base64
import time
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import serialization
from django.conf import settings
from py_vapid import Vapid02

_LASTS = 12 * 3600
"""Seconds: at most a day is allowed."""


def is_on() -> bool:
    """Whether pushes are configured: a push service wants to know whom to write to (PUSH_CONTACT)."""
    return bool(settings.PUSH_CONTACT)


def public_key() -> str:
    """What a browser is given to allow pushes from us alone."""
    point = _key(settings.PUSH_KEY_FILE).public_key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return base64.urlsafe_b64encode(point).decode().rstrip("=")


def signature(endpoint: str) -> dict[str, str]:
    """The headers with which we show that it is us, to the push service of this address only."""
    parts = urlsplit(endpoint)
    claims = {
        "sub": settings.PUSH_CONTACT,
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(time.time()) + _LASTS,
    }
    signed: dict[str, str] = _key(settings.PUSH_KEY_FILE).sign(claims)
    return signed


@cache
def _key(path: Path) -> Vapid02:
    """Written whole and then given its name: two processes that begin at once use the same key."""
    if not path.exists():
        made = Vapid02()
        made.generate_keys()
        new = path.with_name(f"{path.name}.{time.time_ns()}")
        new.touch(mode=0o600)
        new.write_bytes(made.private_pem())
        try:
            path.hardlink_to(new)
        except FileExistsError:
            pass
        finally:
            new.unlink()
    return Vapid02.from_file(str(path))

"""Where do the embedded servers keep their data, and where do they listen? Nothing here starts or makes anything."""

import hashlib
import os
import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
DATABASE = OWNER = "cs_product"
_LONGEST_FOLDER = 90
"""Bytes: the address of a unix socket ends at 104 (macOS) or 108 (Linux), and PostgreSQL's name in it takes 13."""
_NEEDS_NO_QUOTES = re.compile(r"[A-Za-z0-9/._-]+")


class Unavailable(RuntimeError):
    """An embedded server cannot run here; the sentence says why and what to do."""


def state_root() -> Path:
    """The folder of everything we keep: CS_PRODUCT_STATE, else `.data` in the project.

    Root's is a system folder: PostgreSQL refuses root, and its own user must not be let into root's folders.
    """
    if chosen := os.environ.get("CS_PRODUCT_STATE"):
        return Path(chosen).resolve()
    if os.geteuid() == 0:
        return Path("/var/lib/cs-product") / _fingerprint(PROJECT)
    return PROJECT / ".data"


def media_root() -> Path:
    """The folder of what people attach; `start()` makes it, open to its owner only."""
    return state_root() / "media"


def sockets() -> Path:
    """The folder of the sockets: `run` in the state folder, or in /tmp when that address is too long or needs quotes."""
    near = state_root() / "run"
    if len(os.fsencode(near)) <= _LONGEST_FOLDER and _NEEDS_NO_QUOTES.fullmatch(str(near)):
        return near
    return Path(f"/tmp/cs-product-{os.geteuid()}-{_fingerprint(near.parent)}")  # noqa: S108 - made private, or refused


def database_url() -> str:
    """`postgresql://cs_product@:5432/cs_product?host=<folder of the socket>`: its owner, who is no superuser.

    The owner may create further databases (tests) and the trusted extensions (pg_trgm, unaccent, btree_gin …).
    """
    return f"postgresql://{OWNER}@:5432/{DATABASE}?host={sockets()}"


def redis_url(db: int = 0) -> str:
    """`unix://<socket>?db=<db>`, as redis-py and Django's cache write it."""
    return f"unix://{valkey_socket()}?db={db}"


def broker_url(db: int) -> str:
    """`redis+socket://<socket>?virtual_host=<db>`, as kombu and Celery write it."""
    return f"redis+socket://{valkey_socket()}?virtual_host={db}"


def postgres_socket() -> Path:
    """Where PostgreSQL listens."""
    return sockets() / ".s.PGSQL.5432"


def valkey_socket() -> Path:
    """Where Valkey listens."""
    return sockets() / "valkey.sock"


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]

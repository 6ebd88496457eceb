"""Who holds what? Advisory locks that vanish with their holder, however it dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from common.embedded.places import Unavailable

SHARED, ALONE = fcntl.LOCK_SH, fcntl.LOCK_EX
_PAUSE = 0.02


def open_lock(path: Path) -> int:
    """Open a lock file; the descriptor is closed in programs that are started, and shared with forks."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)


def take(lock: int, how: int) -> bool:
    """Take the lock if it is free."""
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def wait_for(lock: int, how: int, *, seconds: float) -> bool:
    """Take the lock, waiting at most this long for its holder."""
    end = time.monotonic() + seconds
    while not take(lock, how):
        if time.monotonic() > end:
            return False
        time.sleep(_PAUSE)
    return True


def give_back(lock: int) -> None:
    """Let others have it and keep the file open."""
    fcntl.flock(lock, fcntl.LOCK_UN)


def is_held(path: Path) -> bool:
    """Whether anybody holds the lock alone."""
    lock = open_lock(path)
    try:
        return not take(lock, SHARED)
    finally:
        os.close(lock)


@contextmanager
def held(path: Path, *, seconds: float) -> Iterator[None]:
    """Hold the lock alone for a while."""
    lock = open_lock(path)
    try:
        if not wait_for(lock, ALONE, seconds=seconds):
            raise Unavailable(f"Somebody has held {path} for {seconds:.0f} seconds.")
        yield
    finally:
        os.close(lock)

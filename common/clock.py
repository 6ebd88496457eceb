"""What time is it? Read once per deed and passed on; may be moved, to tell a story of the past."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_moved: ContextVar[datetime | None] = ContextVar("moved", default=None)


def now() -> datetime:
    """The moment, aware; the moved one inside `moved_to`."""
    return _moved.get() or timezone.now()


def today() -> date:
    """The date of the moment in the firm's time zone."""
    return timezone.localdate(now(), timezone.get_default_timezone())


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Let everything inside happen at `moment`."""
    token = _moved.set(moment)
    try:
        yield
    finally:
        _moved.reset(token)

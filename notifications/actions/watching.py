"""How is it with what must go out? Asked by operators; each answer is one look into an index, whatever waits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from common import pulse
from connections.models import Connection, Post
from journal.models import Delivery
from notifications.models import Mail, Push

COUNTED = 10_000
_ALIVE = 60.0
"""Seconds: worker and beat say every fifteen that they live."""
_LATE = timedelta(minutes=2)


@dataclass(frozen=True)
class Queue:
    """What waits of one kind: how many are due (up to ten thousand), since when the oldest, how many were given up."""

    due: int
    oldest_due_at: datetime | None
    given_up: int
    is_late: bool


@dataclass(frozen=True)
class Check:
    """What another room compares by itself, when it last did, and what it found: nothing when all is well."""

    name: str
    at: datetime | None
    said: str
    well: str = ""
    """What is said when all is well, where it is not that two are the same."""

    @property
    def is_well(self) -> bool:
        """Whether it found nothing."""
        return not self.said


_checks: list[Callable[[], Check | None]] = []


def announce_check(ask: Callable[[], Check | None]) -> None:
    """Let operators see what a room compares by itself; None: there is nothing to compare here."""
    _checks.append(ask)


@dataclass(frozen=True)
class Status:
    """How it is right now. Seconds since worker and beat were last alive: None, not within a day."""

    worker_seconds: float | None
    beat_seconds: float | None
    deliveries: Queue
    mails: Queue
    pushes: Queue
    posts: Queue
    connections_in_trouble: int
    mails_sent_hour: int
    mails_sent_day: int
    mail_limit: int
    mails_this_minute: int
    push_limit: int
    pushes_this_minute: int
    checks: list[Check]

    @property
    def worker_lives(self) -> bool:
        """Whether a worker answered within the last minute."""
        return self.worker_seconds is not None and self.worker_seconds < _ALIVE

    @property
    def beat_lives(self) -> bool:
        """Whether the clock sent something within the last minute."""
        return self.beat_seconds is not None and self.beat_seconds < _ALIVE

    @property
    def is_well(self) -> bool:
        """Whether nobody has to do anything."""
        is_behind = any(queue.is_late or queue.given_up for queue in (self.deliveries, self.mails, self.pushes))
        is_wrong = not all(check.is_well for check in self.checks)
        return self.worker_lives and self.beat_lives and not (is_behind or is_wrong or self.posts.is_late)


def look() -> Status:
    """How it is."""
    moment = timezone.now()
    sent = Mail.objects.filter(sent_at__gte=moment - timedelta(days=1))
    return Status(
        worker_seconds=pulse.seconds_since("worker"),
        beat_seconds=pulse.seconds_since("beat"),
        deliveries=_queue(Delivery.objects, moment),
        mails=_queue(Mail.objects, moment),
        pushes=_queue(Push.objects, moment),
        posts=_queue(Post.objects.to_those_who_answer(moment), moment),
        connections_in_trouble=Connection.objects.in_trouble().count(),
        mails_sent_hour=sent.filter(sent_at__gte=moment - timedelta(hours=1)).count(),
        mails_sent_day=sent.count(),
        mail_limit=settings.MAILS_PER_MINUTE,
        mails_this_minute=pulse.gone("mail"),
        push_limit=settings.PUSHES_PER_MINUTE,
        pushes_this_minute=pulse.gone("push"),
        checks=[check for ask in _checks if (check := ask())],
    )


def _queue(rows: Any, moment: datetime) -> Queue:
    due = rows.due(moment)
    oldest = due.order_by("due_at").values_list("due_at", flat=True).first()
    return Queue(
        due=due.order_by()[:COUNTED].count(),
        oldest_due_at=oldest,
        given_up=rows.given_up()[:COUNTED].count(),
        is_late=oldest is not None and moment - oldest > _LATE,
    )

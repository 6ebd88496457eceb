"""When does what failed come again? After longer and longer pauses; and whoever fails for days is paused."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from django.conf import settings
from django.utils import timezone

from common.outgoing import Answer
from connections.events import ConnectionPaused
from connections.hosts import Issue
from connections.models import Connection, Post
from connections.vocabulary import PauseReason
from journal.actions import record
from journal.actors import SYSTEM

PAUSES = tuple(timedelta(seconds=s) for s in (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400))
"""Between the attempts at one post, as Standard Webhooks proposes; after the tenth it is given up, visibly."""
LONGEST_REST, LONGEST_WAIT = timedelta(minutes=30), timedelta(days=1)
GONE = 410


@dataclass(frozen=True)
class Outcome:
    """How one attempt ended: the status if one came, the answer's beginning or what went wrong, and when to come again.

    From a host of code: the issue as it stands there, or the trouble with it.
    """

    status: int | None
    said: str
    ms: int = 0
    come_again_in: timedelta | None = None
    issue: Issue | None = None
    trouble: str = ""
    settles: bool = False

    @property
    def is_good(self) -> bool:
        """2xx with what was asked for, or an answer after which there is nothing more to ask."""
        return self.settles or (not self.trouble and self.status is not None and 200 <= self.status < 300)


def pause(attempts: int) -> timedelta:
    """How long after so many attempts the next one comes, give or take a tenth."""
    return PAUSES[min(attempts, len(PAUSES)) - 1] * random.uniform(0.9, 1.1)  # noqa: S311 (no secret)


def put_off(post: Post, outcome: Outcome, moment: datetime) -> None:
    """Try a held post again later, or give it up visibly."""
    wait = max(pause(post.attempts_count), outcome.come_again_in or timedelta())
    post.due_at = moment + min(wait, LONGEST_WAIT * 1.1)
    if post.attempts_count > len(PAUSES) or outcome.status == GONE:
        post.dead_at = moment


def let_rest(connection: Connection, outcome: Outcome, moment: datetime) -> None:
    """Leave a held one in peace, the longer the more often it failed in a row; or as it asked; or until a person looks.

    After one failure what else waits still goes: who fails now and then is not slowed down for that.
    """
    connection.failures += 1
    connection.failing_since = connection.failing_since or moment
    again = connection.failures - 2
    rest = min(timedelta(seconds=5 * 2 ** min(again, 9)), LONGEST_REST) if again >= 0 else timedelta()
    connection.resting_until = moment + min(max(rest, outcome.come_again_in or timedelta()), LONGEST_WAIT)
    if outcome.status == GONE:
        stop(connection, PauseReason.GONE, moment)
    elif moment - connection.failing_since >= timedelta(days=settings.PAUSED_AFTER_DAYS):
        stop(connection, PauseReason.FAILING, moment)


def be_well(connection: Connection, moment: datetime) -> None:
    """Forget what went wrong; a room is left in peace for a while, so that what comes next is told together."""
    connection.failures, connection.failing_since = 0, None
    gap = timedelta(seconds=connection.gap_seconds)
    connection.resting_until = moment + gap if gap else None


def begin_anew(connection: Connection) -> None:
    """Forget what went wrong, and let all that waits go at once: a person has seen to it."""
    connection.failures, connection.failing_since, connection.resting_until = 0, None, None
    connection.save(update_fields=["failures", "failing_since", "resting_until"])
    connection.posts.undone().update(due_at=timezone.now())


def stop(connection: Connection, why: str, moment: datetime) -> None:
    """Pause a held connection by ourselves; its owner hears why."""
    if connection.paused_at:
        return
    connection.paused_at, connection.paused_why = moment, why
    connection.save(update_fields=["paused_at", "paused_why"])
    said = ConnectionPaused(connection_id=connection.pk, owner_id=connection.owner_id, name=connection.name, why=why)
    record(said, about=connection, by=SYSTEM, at=moment)


def outcome_of(answer: Answer) -> Outcome:
    """What an answer means for what was posted."""
    said = answer.body[:1000].decode(errors="replace").replace("\x00", "\ufffd")
    wait = _seconds(answer.headers.get("retry-after", "")) if answer.status in {403, 429, 503} else None
    return Outcome(answer.status, said, round(answer.seconds * 1000), wait)


def _seconds(said: str) -> timedelta | None:
    """A Retry-After, in seconds or as a date; nonsense is none."""
    if said.isdecimal() and len(said) < 10:
        return min(timedelta(seconds=int(said)), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(said)
        return min(max(until - timezone.now(), timedelta()), LONGEST_WAIT)
    except (ValueError, TypeError):
        return None

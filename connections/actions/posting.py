"""Post what is due, one after another at each connection: claimed, sent outside of any transaction, noted.

One that hangs holds up only itself: whoever fails rests, longer each time, and after days of failing it is paused.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from common.outgoing import Answer, Unreachable, ask
from common.outgoing.asking import DONE_WITHIN
from connections.events import ConnectionPaused
from connections.letters import signing
from connections.models import Attempt, Connection, Post
from connections.queries import ConnectionQuerySet
from connections.vocabulary import PauseReason
from journal.actions import record
from journal.actors import SYSTEM

PAUSES = tuple(timedelta(seconds=s) for s in (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400))
"""Between the attempts at one post, as Standard Webhooks proposes; after the tenth it is given up, visibly."""
_CLAIM = timedelta(seconds=4 * DONE_WITHIN)
_LONGEST_REST, _LONGEST_WAIT = timedelta(minutes=30), timedelta(days=1)
GONE = 410


@dataclass(frozen=True)
class Outcome:
    """How one attempt ended: the status if one came, the answer's beginning or what went wrong, and when to come again."""

    status: int | None
    said: str
    ms: int = 0
    come_again_in: timedelta | None = None

    @property
    def is_good(self) -> bool:
        """2xx."""
        return self.status is not None and 200 <= self.status < 300


def to_ring_for(moment: datetime) -> ConnectionQuerySet:
    """The connections at which something is due, and with which nobody is speaking."""
    due = Post.objects.due(moment).filter(connection=OuterRef("pk"))
    return Connection.objects.free(moment).filter(Exists(due)).order_by("pk")


def go_on(connection_id: int) -> bool:
    """Post the next thing that is due at one connection. False: nothing is, or it may not be spoken with now."""
    post = _claim(connection_id)
    if post is None:
        return False
    _note(post.pk, speak(post))
    return True


def speak(post: Post) -> Outcome:
    """One attempt; whatever goes wrong is in the outcome."""
    begun = timezone.now()
    body = signing.written(post.body or {})
    try:
        answer = ask("POST", post.connection.address, headers=signing.headers(post, body, at=begun), body=body)
    except Unreachable as error:
        return Outcome(None, str(error), _ms(timezone.now() - begun))
    return outcome_of(answer)


def outcome_of(answer: Answer) -> Outcome:
    """What an answer means for what was posted."""
    said = answer.body[:1000].decode(errors="replace").replace("\x00", "\ufffd")
    wait = _seconds(answer.headers.get("retry-after", "")) if answer.status in {429, 503} else None
    return Outcome(answer.status, said, round(answer.seconds * 1000), wait)


def pause(attempts: int) -> timedelta:
    """How long after so many attempts the next one comes, give or take a tenth."""
    return PAUSES[min(attempts, len(PAUSES)) - 1] * random.uniform(0.9, 1.1)  # noqa: S311 (no secret)


@transaction.atomic
def _claim(connection_id: int) -> Post | None:
    """The next post that is due, with its connection, held for us for a while; one at a time at each connection."""
    moment = timezone.now()
    free = Connection.objects.free(moment).filter(pk=connection_id)
    connection = free.select_for_update(skip_locked=True, no_key=True).first()
    post = connection and Post.objects.due(moment).filter(connection=connection).first()
    if not connection or not post:
        return None
    connection.claimed_until = moment + _CLAIM
    connection.save(update_fields=["claimed_until"])
    post.attempts_count += 1
    post.save(update_fields=["attempts_count"])
    post.connection = connection
    return post


@transaction.atomic
def _note(post_id: int, outcome: Outcome) -> None:
    """Write down how it ended, and what that means for the post and its connection."""
    connection = Connection.objects.select_for_update(no_key=True).get(posts=post_id)
    post = Post.objects.select_for_update(no_key=True).get(pk=post_id)
    moment = timezone.now()
    Attempt.objects.create(post=post, at=moment, status=outcome.status, ms=outcome.ms, said=outcome.said[:1000])
    connection.claimed_until = None
    if outcome.is_good:
        post.done_at = post.done_at or moment
        connection.failures, connection.failing_since, connection.resting_until = 0, None, None
    else:
        _put_off(post, outcome, moment)
        _let_rest(connection, outcome, moment)
    post.save(update_fields=["done_at", "dead_at", "due_at"])
    connection.save(update_fields=["claimed_until", "failures", "failing_since", "resting_until"])


def _put_off(post: Post, outcome: Outcome, moment: datetime) -> None:
    wait = max(pause(post.attempts_count), outcome.come_again_in or timedelta())
    post.due_at = moment + min(wait, _LONGEST_WAIT * 1.1)
    if post.attempts_count > len(PAUSES) or outcome.status == GONE:
        post.dead_at = moment


def _let_rest(connection: Connection, outcome: Outcome, moment: datetime) -> None:
    """Leave it in peace for 5 seconds, then 10, … half an hour; or as long as it asked for; or until a person looks."""
    connection.failures += 1
    connection.failing_since = connection.failing_since or moment
    rest = min(timedelta(seconds=5 * 2 ** min(connection.failures - 1, 9)), _LONGEST_REST)
    connection.resting_until = moment + min(max(rest, outcome.come_again_in or timedelta()), _LONGEST_WAIT)
    if outcome.status == GONE:
        stop(connection, PauseReason.GONE, moment)
    elif moment - connection.failing_since >= timedelta(days=settings.PAUSED_AFTER_DAYS):
        stop(connection, PauseReason.FAILING, moment)


def stop(connection: Connection, why: str, moment: datetime) -> None:
    """Pause a held connection by ourselves; its owner hears why."""
    if connection.paused_at:
        return
    connection.paused_at, connection.paused_why = moment, why
    connection.save(update_fields=["paused_at", "paused_why"])
    said = ConnectionPaused(connection_id=connection.pk, owner_id=connection.owner_id, name=connection.name, why=why)
    record(said, about=connection, by=SYSTEM, at=moment)


def _seconds(said: str) -> timedelta | None:
    """A Retry-After, in seconds or as a date; nonsense is none."""
    if said.isdecimal() and len(said) < 10:
        return min(timedelta(seconds=int(said)), _LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(said)
        return min(max(until - timezone.now(), timedelta()), _LONGEST_WAIT)
    except (ValueError, TypeError):
        return None


def _ms(span: timedelta) -> int:
    return round(span.total_seconds() * 1000)

"""Post what is due, one after another at each connection: claimed, sent outside of any transaction, noted.

One that hangs holds up only itself: whoever fails rests, longer each time, and after days of failing it is paused.
"""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from common.outgoing import Answer, Unreachable, ask
from common.outgoing.asking import DONE_WITHIN
from connections.actions import resting
from connections.actions.resting import LONGEST_WAIT, Outcome
from connections.letters import signing
from connections.models import Attempt, Connection, Post
from connections.queries import ConnectionQuerySet

_CLAIM = timedelta(seconds=4 * DONE_WITHIN)


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
        resting.put_off(post, outcome, moment)
        resting.let_rest(connection, outcome, moment)
    post.save(update_fields=["done_at", "dead_at", "due_at"])
    connection.save(update_fields=["claimed_until", "failures", "failing_since", "resting_until"])


def _seconds(said: str) -> timedelta | None:
    """A Retry-After, in seconds or as a date; nonsense is none."""
    if said.isdecimal() and len(said) < 10:
        return min(timedelta(seconds=int(said)), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(said)
        return min(max(until - timezone.now(), timedelta()), LONGEST_WAIT)
    except (ValueError, TypeError):
        return None


def _ms(span: timedelta) -> int:
    return round(span.total_seconds() * 1000)

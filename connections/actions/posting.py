"""Post what is due, one after another at each connection (into a room, together): claimed, sent outside of any transaction, noted.

One that hangs holds up only itself: whoever fails rests, longer each time, and after days of failing it is paused.
"""

import json
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from common.locking import lock
from common.outgoing import Answer, Unreachable, ask
from common.outgoing.asking import DONE_WITHIN
from connections.actions import asking, resting
from connections.actions.resting import Outcome
from connections.letters import apprising, chat, signing, spelling
from connections.models import Attempt, Connection, Post
from connections.queries import ConnectionQuerySet
from connections.vocabulary import Kind

_CLAIM = timedelta(seconds=6 * DONE_WITHIN)
_AT_ONCE = 200
"""So many posts are told in one message to a room, most of them as a number."""


def to_ring_for(moment: datetime) -> ConnectionQuerySet:
    """The connections at which something is due, and with which nobody is speaking."""
    due = Post.objects.due(moment).filter(connection=OuterRef("pk"))
    return Connection.objects.free(moment).filter(Exists(due)).order_by("pk")


def go_on(connection_id: int) -> bool:
    """Post the next thing that is due at one connection. False: nothing is, or it may not be spoken with now."""
    posts = _claim(connection_id)
    if not posts:
        return False
    _note(posts, speak(posts[0].connection, posts))
    return True


def speak(connection: Connection, posts: list[Post]) -> Outcome:
    """One attempt; whatever goes wrong is in the outcome."""
    begun = timezone.now()
    try:
        answer = _ask(connection, posts, begun)
    except Unreachable as error:
        return Outcome(None, str(error), _ms(timezone.now() - begun))
    return answer if isinstance(answer, Outcome) else resting.outcome_of(answer)


def _ask(connection: Connection, posts: list[Post], begun: datetime) -> Answer | Outcome:
    if connection.is_host:
        return asking.ask_host(connection, posts[0])
    return _into_a_room(connection, posts) if connection.is_room else _to_a_machine(connection, posts[0], begun)


def _to_a_machine(connection: Connection, post: Post, begun: datetime) -> Answer:
    body = signing.written(post.body or {})
    return ask("POST", connection.address, headers=signing.headers(post, body, at=begun), body=body)


def _into_a_room(room: Connection, posts: list[Post]) -> Answer:
    """All of them as one message, in the room's language."""
    with chat.language_of(room):
        message = chat.message(room, posts)
        if room.kind == Kind.APPRISE:
            return apprising.post(room.address, title=message.title, body=spelling.plain(message))
        body = json.dumps(spelling.spelt(room.kind, message), ensure_ascii=False).encode()
    return ask("POST", room.address, headers={"Content-Type": "application/json"}, body=body)


@transaction.atomic
def _claim(connection_id: int) -> list[Post]:
    """What is due next, held for us for a while: one post, or for a room all that waits, to be told together."""
    moment = timezone.now()
    free = Connection.objects.free(moment).filter(pk=connection_id)
    connection = free.select_for_update(skip_locked=True, no_key=True).first()
    if connection is None:
        return []
    posts = list(Post.objects.due(moment).filter(connection=connection)[: _AT_ONCE if connection.is_room else 1])
    for post in posts:
        post.attempts_count += 1
        post.connection = connection
    if posts:
        connection.claimed_until = moment + _CLAIM
        connection.save(update_fields=["claimed_until"])
        Post.objects.bulk_update(posts, ["attempts_count"])
    return posts


@transaction.atomic
def _note(posts: list[Post], outcome: Outcome) -> None:
    """Write down how it ended, and what that means for the posts and their connection."""
    connection = lock(posts[0].connection)
    moment = timezone.now()
    said = {"at": moment, "status": outcome.status, "ms": outcome.ms, "said": outcome.said[:1000]}
    Attempt.objects.bulk_create(Attempt(post=post, **said) for post in posts)
    held = list(Post.objects.select_for_update(no_key=True).filter(pk__in=[post.pk for post in posts]).order_by("pk"))
    for post in held:
        if outcome.is_good:
            post.done_at = post.done_at or moment
        else:
            resting.put_off(post, outcome, moment)
    Post.objects.bulk_update(held, ["done_at", "dead_at", "due_at"])
    if connection.is_host:
        asking.note(held[0], outcome)
    connection.claimed_until = None
    if outcome.is_good:
        resting.be_well(connection, moment)
    else:
        resting.let_rest(connection, outcome, moment)
    connection.save(update_fields=["claimed_until", "failures", "failing_since", "resting_until"])


def _ms(span: timedelta) -> int:
    return round(span.total_seconds() * 1000)

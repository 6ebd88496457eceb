"""Connect, change, rotate, pause, resume, remove: what administrators do with other machines."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import need_admin
from accounts.models import User
from common import text
from common.clock import now
from common.locking import lock
from common.outgoing import need_a_public_address
from common.refusals import Conflict, Invalid, gather
from connections.actions.telling import a_post, ring_on_commit
from connections.events import (
    ConnectionChanged,
    ConnectionMade,
    ConnectionPaused,
    ConnectionRemoved,
    ConnectionResumed,
    ConnectionTested,
    PostRepeated,
    SecretRotated,
)
from connections.letters.payloads import wrapped
from connections.letters.signing import a_secret
from connections.models import Connection, Post
from connections.vocabulary import TEST, EventType, Kind, PauseReason
from journal.actions import record

NAME_LIMIT = 80
OVERLAP = timedelta(hours=24)
"""So long an old secret still signs beside the new one."""


@transaction.atomic
def connect(*, by: User, kind: str, name: str, address: str, events: Sequence[str]) -> tuple[Connection, str]:
    """Let another machine hear what happens here; the secret that signs is returned once and never shown again."""
    need_admin(by)
    _need_sense(name=name, address=address, events=events)
    secret, moment = a_secret(), now()
    connection = Connection.objects.create(
        kind=Kind(kind),
        name=name.strip(),
        address=address,
        events=_in_order(events),
        secret=secret,
        owner=by,
        made_at=moment,
    )
    record(ConnectionMade(connection_id=connection.pk, kind=kind), about=connection, by=by, at=moment)
    return connection, secret


@transaction.atomic
def change(connection: Connection, *, by: User, version: int | None = None, **said: Any) -> Connection:
    """Set it up differently; refused when someone else did so since `version`."""
    need_admin(by)
    _hold(connection)
    if version is not None and version != connection.version:
        raise Conflict(_("Someone else changed this connection meanwhile. Here is how it is set up now."))
    said |= {"events": _in_order(said["events"])} if "events" in said else {}
    changed = [name for name, value in said.items() if getattr(connection, name) != value]
    for name in changed:
        setattr(connection, name, said[name])
    address = connection.address if "address" in changed else None
    _need_sense(name=connection.name, address=address, events=connection.events)
    if changed:
        connection.version += 1
        connection.save(update_fields=[*changed, "version"])
        record(ConnectionChanged(connection_id=connection.pk, fields=changed), about=connection, by=by)
    return connection


@transaction.atomic
def rotate(connection: Connection, *, by: User) -> str:
    """Sign with a new secret, which is returned once; the old one signs as well for a day."""
    need_admin(by)
    _hold(connection)
    connection.old_secret, connection.old_secret_until = connection.secret, timezone.now() + OVERLAP
    connection.secret = secret = a_secret()
    connection.save(update_fields=["secret", "old_secret", "old_secret_until"])
    record(SecretRotated(connection_id=connection.pk), about=connection, by=by)
    return secret


@transaction.atomic
def pause(connection: Connection, *, by: User) -> Connection:
    """Post nothing until it is resumed; what waits stays, and what happens meanwhile is not told."""
    need_admin(by)
    _hold(connection)
    if connection.paused_at:
        raise Conflict(_("{name} is paused already.").format(name=connection.name))
    connection.paused_at, connection.paused_why = now(), PauseReason.PERSON
    connection.save(update_fields=["paused_at", "paused_why"])
    said = ConnectionPaused(
        connection_id=connection.pk, owner_id=connection.owner_id, name=connection.name, why=PauseReason.PERSON
    )
    record(said, about=connection, by=by)
    return connection


@transaction.atomic
def resume(connection: Connection, *, by: User) -> Connection:
    """Post again, beginning with what waited."""
    need_admin(by)
    _hold(connection)
    if not connection.paused_at:
        raise Conflict(_("{name} is not paused.").format(name=connection.name))
    connection.paused_at, connection.paused_why = None, ""
    connection.failures, connection.failing_since, connection.resting_until = 0, None, None
    names = ["paused_at", "paused_why", "failures", "failing_since", "resting_until"]
    connection.save(update_fields=names)
    connection.posts.undone().update(due_at=timezone.now())
    record(ConnectionResumed(connection_id=connection.pk), about=connection, by=by)
    ring_on_commit([connection.pk])
    return connection


@transaction.atomic
def remove(connection: Connection, *, by: User) -> Connection:
    """Post nothing there ever again, and forget its address and secrets; its log stays until it is old."""
    need_admin(by)
    _hold(connection)
    connection.removed_at = now()
    connection.address = connection.secret = connection.old_secret = ""
    connection.save(update_fields=["removed_at", "address", "secret", "old_secret"])
    connection.posts.undone().update(dead_at=connection.removed_at)
    record(ConnectionRemoved(connection_id=connection.pk), about=connection, by=by)
    return connection


@transaction.atomic
def test(connection: Connection, *, by: User) -> Post:
    """Post something that says only that it is a test."""
    need_admin(by)
    _hold(connection)
    _need_it_working(connection)
    moment = timezone.now()
    post = a_post(connection, TEST, "", wrapped(TEST, moment, {"connection": {"id": connection.pk}}), moment)
    post.save(force_insert=True)
    record(ConnectionTested(connection_id=connection.pk), about=connection, by=by)
    ring_on_commit([connection.pk])
    return post


@transaction.atomic
def repeat(post: Post, *, by: User) -> Post:
    """Post once more, under the same name, so that whoever had it already can tell."""
    need_admin(by)
    _hold(post.connection)
    _need_it_working(post.connection)
    lock(post)
    if post.body is None:
        raise Conflict(_("What it said was forgotten after a week; it cannot be sent again."))
    if not post.done_at and not post.dead_at and not post.attempts_count:
        raise Conflict(_("It is still on its way for the first time."))
    post.done_at, post.dead_at, post.due_at, post.attempts_count = None, None, timezone.now(), 0
    post.save(update_fields=["done_at", "dead_at", "due_at", "attempts_count"])
    record(PostRepeated(connection_id=post.connection_id, post_id=post.pk), about=post.connection, by=by)
    ring_on_commit([post.connection_id])
    return post


def _hold(connection: Connection) -> None:
    lock(connection)
    if connection.removed_at:
        raise Conflict(_("{name} was removed.").format(name=connection.name))


def _need_it_working(connection: Connection) -> None:
    if connection.paused_at:
        raise Conflict(_("{name} is paused. Resume it first.").format(name=connection.name))


def _need_sense(*, name: str, address: str | None, events: Sequence[str]) -> None:
    """Judge what was said; an address of None is the one it had."""
    gather(
        lambda: text.need(name=name),
        lambda: text.allow(name=name, limit=NAME_LIMIT),
        lambda: None if address is None else need_a_public_address(address),
        lambda: _need_known(events),
    )


def _need_known(events: Sequence[str]) -> None:
    if not events:
        raise Invalid({"events": _("Choose at least one event.")})
    if unknown := sorted(set(events) - set(EventType.values)):
        raise Invalid({"events": _("There is no event called {name}.").format(name=unknown[0])})


def _in_order(events: Sequence[str]) -> list[str]:
    """Each once, as the list of types has them; what it does not have stays, to be refused."""
    known = [str(kind) for kind in EventType if kind in set(events)]
    return known + [name for name in dict.fromkeys(events) if name not in EventType.values]

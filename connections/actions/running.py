"""Keep a connection running: a new secret, pause, resume, test, send again."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import need_admin
from accounts.models import User
from common.clock import now
from common.locking import lock
from common.refusals import Conflict
from connections.actions.connecting import hold_kept
from connections.actions.resting import begin_anew
from connections.actions.telling import a_post, ring_on_commit
from connections.events import ConnectionPaused, ConnectionResumed, ConnectionTested, PostRepeated, SecretRotated
from connections.letters.payloads import wrapped
from connections.letters.signing import a_secret
from connections.models import Connection, Post
from connections.vocabulary import TEST, PauseReason
from journal.actions import record

OVERLAP = timedelta(hours=24)
"""So long an old secret still signs beside the new one."""


@transaction.atomic
def rotate(connection: Connection, *, by: User) -> str:
    """Sign with a new secret, which is returned once; the old one signs as well for a day."""
    need_admin(by)
    hold_kept(connection)
    if connection.is_room or connection.is_host:
        raise Conflict(_("What goes there is not signed."))
    connection.old_secret, connection.old_secret_until = connection.secret, timezone.now() + OVERLAP
    connection.secret = secret = a_secret()
    connection.save(update_fields=["secret", "old_secret", "old_secret_until"])
    record(SecretRotated(connection_id=connection.pk), about=connection, by=by)
    return secret


@transaction.atomic
def pause(connection: Connection, *, by: User) -> Connection:
    """Post nothing until it is resumed; what waits stays, and what happens meanwhile is not told."""
    need_admin(by)
    hold_kept(connection)
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
    hold_kept(connection)
    if not connection.paused_at:
        raise Conflict(_("{name} is not paused.").format(name=connection.name))
    connection.paused_at, connection.paused_why = None, ""
    connection.save(update_fields=["paused_at", "paused_why"])
    begin_anew(connection)
    record(ConnectionResumed(connection_id=connection.pk), about=connection, by=by)
    ring_on_commit([connection.pk])
    return connection


@transaction.atomic
def test(connection: Connection, *, by: User) -> Post:
    """Post something that says only that it is a test."""
    need_admin(by)
    hold_kept(connection)
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
    hold_kept(post.connection)
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


def _need_it_working(connection: Connection) -> None:
    if connection.paused_at:
        raise Conflict(_("{name} is paused. Resume it first.").format(name=connection.name))

"""Connect, change, rotate, pause, resume, remove: what administrators do with other machines."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import need_admin
from accounts.models import User
from common import text
from common.clock import now
from common.locking import lock
from common.outgoing import need_a_public_address
from common.refusals import Conflict, Invalid, gather
from connections.events import (
    ConnectionChanged,
    ConnectionMade,
    ConnectionRemoved,
)
from connections.letters.signing import a_secret
from connections.models import Connection
from connections.vocabulary import EventType, Kind
from journal.actions import record

NAME_LIMIT = 80


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
    hold_kept(connection)
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
def remove(connection: Connection, *, by: User) -> Connection:
    """Post nothing there ever again, and forget its address and secrets; its log stays until it is old."""
    need_admin(by)
    hold_kept(connection)
    connection.removed_at = now()
    connection.address = connection.secret = connection.old_secret = ""
    connection.save(update_fields=["removed_at", "address", "secret", "old_secret"])
    connection.posts.undone().update(dead_at=connection.removed_at)
    record(ConnectionRemoved(connection_id=connection.pk), about=connection, by=by)
    return connection


def hold_kept(connection: Connection) -> None:
    """Hold a connection, unless it was removed meanwhile."""
    lock(connection)
    if connection.removed_at:
        raise Conflict(_("{name} was removed.").format(name=connection.name))


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

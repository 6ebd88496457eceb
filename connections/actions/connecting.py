"""Connect, change, rotate, pause, resume, remove: what administrators do with other machines."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import need_admin
from accounts.models import User
from backlog.workflow import ItemStage
from common import text
from common.clock import now
from common.locking import lock
from common.outgoing import need_a_public_address
from common.refusals import Conflict, Invalid, gather
from common.text import UNCHOSEN
from connections.events import (
    ConnectionChanged,
    ConnectionMade,
    ConnectionRemoved,
)
from connections.letters.apprising import need_a_service
from connections.letters.signing import a_secret
from connections.models import Connection
from connections.vocabulary import CODE, EventType, Kind
from journal.actions import record
from tickets.models import ProductArea
from tickets.workflow import Stage

NAME_LIMIT = 80
LONGEST_GAP = 3600


@transaction.atomic
def connect(
    *, by: User, kind: str, name: str, address: str, events: Sequence[str], **more: Any
) -> tuple[Connection, str]:
    """Let another machine hear what happens here; the secret that signs is returned once and never shown again.

    `more`: which areas and stages only, and for a room its language, whether it shows words, and how often it hears.
    """
    need_admin(by)
    areas, fields = _apart(more)
    connection = Connection(
        kind=_known_kind(kind), name=name.strip(), address=address.strip(), events=_in_order(events), **fields
    )
    _need_sense(connection, "address")
    connection.secret = "" if connection.is_room else a_secret()
    connection.owner, connection.made_at = by, now()
    connection.save(force_insert=True)
    connection.areas.set(areas or [])
    record(ConnectionMade(connection_id=connection.pk, kind=kind), about=connection, by=by, at=connection.made_at)
    return connection, connection.secret


@transaction.atomic
def change(connection: Connection, *, by: User, version: int | None = None, **said: Any) -> Connection:
    """Set it up differently; refused when someone else did so since `version`. No address means the one it has."""
    need_admin(by)
    hold_kept(connection)
    if version is not None and version != connection.version:
        raise Conflict(_("Someone else changed this connection meanwhile. Here is how it is set up now."))
    areas, fields = _apart(said)
    if "address" in fields and connection.is_room and not fields["address"].strip():
        del fields["address"]
    changed = [name for name, value in fields.items() if getattr(connection, name) != value]
    for name in changed:
        setattr(connection, name, fields[name])
    _need_sense(connection, *changed)
    if areas is not None and {area.pk for area in areas} != set(connection.areas.values_list("pk", flat=True)):
        connection.areas.set(areas)
        changed.append("areas")
    if changed:
        connection.version += 1
        connection.save(update_fields=[*(name for name in changed if name != "areas"), "version"])
        record(ConnectionChanged(connection_id=connection.pk, fields=changed), about=connection, by=by)
    return connection


@transaction.atomic
def remove(connection: Connection, *, by: User) -> Connection:
    """Post nothing there ever again, and forget its address and secrets; its log stays until it is old."""
    need_admin(by)
    hold_kept(connection)
    connection.removed_at = now()
    connection.address = connection.secret = connection.old_secret = connection.token = ""
    connection.hook_key = None
    connection.save(update_fields=["removed_at", "address", "secret", "old_secret", "token", "hook_key"])
    connection.posts.undone().update(dead_at=connection.removed_at)
    record(ConnectionRemoved(connection_id=connection.pk), about=connection, by=by)
    return connection


def hold_kept(connection: Connection) -> None:
    """Hold a connection, unless it was removed meanwhile."""
    lock(connection)
    if connection.removed_at:
        raise Conflict(_("{name} was removed.").format(name=connection.name))


def _known_kind(kind: str) -> Kind:
    if kind not in Kind.values or kind in CODE:
        raise Invalid({"kind": UNCHOSEN})
    return Kind(kind)


def _apart(said: dict[str, Any]) -> tuple[Sequence[ProductArea] | None, dict[str, Any]]:
    """The areas, which have rows of their own, and the rest, in order."""
    fields = {name: value for name, value in said.items() if name != "areas"}
    if "events" in fields:
        fields["events"] = _in_order(fields["events"])
    areas: Sequence[ProductArea] | None = list(said["areas"]) if said.get("areas") is not None else None
    return areas, fields


def _need_sense(connection: Connection, *changed: str) -> None:
    gather(
        lambda: text.need(name=connection.name),
        lambda: text.allow(name=connection.name, limit=NAME_LIMIT),
        lambda: _need_an_address(connection) if "address" in changed else None,
        lambda: _need_known(connection.events),
        lambda: _need_stages(connection.stages),
        lambda: _need_a_sensible_gap(connection.gap_seconds),
    )


def _need_an_address(connection: Connection) -> None:
    text.need(address=connection.address)
    if connection.kind == Kind.APPRISE:
        need_a_service(connection.address)
    else:
        need_a_public_address(connection.address)


def _need_known(events: Sequence[str]) -> None:
    if not events:
        raise Invalid({"events": _("Choose at least one event.")})
    if unknown := sorted(set(events) - set(EventType.values)):
        raise Invalid({"events": _("There is no event called {name}.").format(name=unknown[0])})


def _need_stages(stages: Sequence[str]) -> None:
    if set(stages) - {*Stage.values, *ItemStage.values}:
        raise Invalid({"stages": UNCHOSEN})


def _need_a_sensible_gap(seconds: int) -> None:
    if not 0 <= seconds <= LONGEST_GAP:
        raise Invalid({"gap_seconds": _("From 0 seconds to an hour.")})


def _in_order(events: Sequence[str]) -> list[str]:
    """Each once, as the list of types has them; what it does not have stays, to be refused."""
    known = [str(kind) for kind in EventType if kind in set(events)]
    return known + [name for name in dict.fromkeys(events) if name not in EventType.values]

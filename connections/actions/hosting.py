"""Connect with a host of code, and change how: where its API is, our token there, the secret with which it signs."""

import secrets
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import need_admin
from accounts.models import User
from common import text
from common.clock import now
from common.outgoing import need_a_public_address
from common.refusals import Conflict, Invalid, gather
from connections.actions.connecting import NAME_LIMIT, hold_kept
from connections.actions.resting import begin_anew
from connections.actions.telling import ring_on_commit
from connections.events import ConnectionChanged, ConnectionMade
from connections.hosts import HOSTS
from connections.letters.signing import a_secret
from connections.models import Connection
from connections.vocabulary import CODE
from journal.actions import record

SHORTEST_SECRET = 16
_LINE = 300
_KEPT_WHEN_EMPTY = frozenset({"token", "secret"})
_HOW_WE_SPEAK = frozenset({"address", "token", "login", "project"})


@transaction.atomic
def connect_host(
    *,
    by: User,
    kind: str,
    name: str,
    address: str = "",
    token: str,
    login: str = "",
    project: str = "",
    secret: str = "",
) -> tuple[Connection, str]:
    """Connect with a host of code; without a secret we make one, which is returned once and never shown again."""
    need_admin(by)
    if kind not in CODE:
        raise Invalid({"kind": text.UNCHOSEN})
    address = address.strip().rstrip("/") or HOSTS[kind].usual_address
    connection = Connection(kind=kind, name=name.strip(), address=address, token=token.strip(), login=login.strip())
    connection.project, connection.secret = project.strip(), secret.strip() or a_secret()
    connection.owner, connection.made_at, connection.hook_key = by, now(), secrets.token_urlsafe(24)
    _need_sense(connection, address_changed=True)
    connection.site = _site(kind, address)
    connection.save(force_insert=True)
    connection.issue_links.model.objects.filter(connection=None, host=kind, site=connection.site).update(
        connection=connection
    )
    record(ConnectionMade(connection_id=connection.pk, kind=kind), about=connection, by=by, at=connection.made_at)
    return connection, "" if secret.strip() else connection.secret


@transaction.atomic
def change_host(connection: Connection, *, by: User, version: int | None = None, **said: Any) -> Connection:
    """Set it up differently; an empty token or secret means the one it has. Refused when someone else did so meanwhile."""
    need_admin(by)
    hold_kept(connection)
    if version is not None and version != connection.version:
        raise Conflict(_("Someone else changed this connection meanwhile. Here is how it is set up now."))
    said = {name: value.strip() for name, value in said.items()}
    if "address" in said:
        said["address"] = said["address"].rstrip("/") or HOSTS[connection.kind].usual_address
    said = {name: value for name, value in said.items() if value or name not in _KEPT_WHEN_EMPTY}
    changed = [name for name, value in said.items() if getattr(connection, name) != value]
    for name in changed:
        setattr(connection, name, said[name])
    _need_sense(connection, address_changed="address" in changed)
    if changed:
        connection.site, connection.version = _site(connection.kind, connection.address), connection.version + 1
        connection.save(update_fields=[*changed, "site", "version"])
        record(ConnectionChanged(connection_id=connection.pk, fields=changed), about=connection, by=by)
    if _HOW_WE_SPEAK.intersection(changed):
        begin_anew(connection)
        ring_on_commit([connection.pk])
    return connection


def _site(kind: str, address: str) -> str:
    """Where issues are read: at the usual site, or where the API is."""
    host = HOSTS[kind]
    usual = host.usual_sites[0] if host.usual_sites and address == host.usual_address else ""
    return usual or (urlsplit(address).hostname or "").lower()


def _need_sense(connection: Connection, *, address_changed: bool) -> None:
    gather(
        lambda: text.need(name=connection.name, token=connection.token, project=connection.project),
        lambda: text.allow(name=connection.name, limit=NAME_LIMIT),
        lambda: text.allow(token=connection.token, login=connection.login, secret=connection.secret, limit=_LINE),
        lambda: _need_plain(token=connection.token, login=connection.login),
        lambda: _need_an_address(connection) if address_changed else None,
        lambda: _need_a_project(connection),
        lambda: _need_a_long_secret(connection.secret),
    )


def _need_plain(**lines: str) -> None:
    """What goes into a header is one line of plain characters."""
    if wrong := {name: text.BROKEN for name, line in lines.items() if not (line.isascii() and line.isprintable())}:
        raise Invalid(wrong)


def _need_an_address(connection: Connection) -> None:
    address = connection.address
    if address and address == HOSTS[connection.kind].usual_address:
        return
    text.need(address=address)
    if urlsplit(address).query or "#" in address:
        raise Invalid({"address": _("Please leave out everything after the path.")})
    need_a_public_address(address)


def _need_a_project(connection: Connection) -> None:
    leads_elsewhere = {".", ".."} & set(connection.project.split("/"))
    if connection.project and (leads_elsewhere or not HOSTS[connection.kind].project(connection.project)):
        said = _("That is not how a project is spelt there: owner/repository, group/project, KEY, or the id of a team.")
        raise Invalid({"project": said})


def _need_a_long_secret(secret: str) -> None:
    if len(secret) < SHORTEST_SECRET:
        raise Invalid({"secret": _("At least {n} characters.").format(n=SHORTEST_SECRET)})

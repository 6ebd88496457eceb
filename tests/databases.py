"""A test's database: a copy of one that was migrated once, emptied fast after tests that really commit."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
import psycopg2
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from psycopg2 import extensions

TEMPLATE, OURS = "test_template_", "test_cs_product_"
FILLED_BY_DJANGO = {"django_migrations", "django_content_type", "auth_permission"}
HOME = connection.settings_dict["NAME"]
"""The product's own database: others are made and dropped from there, nothing in it is touched."""


@contextmanager
def of_our_own(name: str) -> Iterator[None]:
    """A fresh database, as the migrations of today leave it, as long as this lasts.

    Its name is given to no one else: several runs may go on beside each other. A session stays in it, so that others see
    that it is in use; what a killed run left behind has none, and the next one throws it away.
    """
    with _one_at_a_time() as cursor:
        _clear_away(cursor)
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {_as_migrated(cursor)}")
        ours = _session(name)
    _turn_to(name)
    yield
    _turn_to(HOME)
    ours.close()
    with _one_at_a_time() as cursor:
        _drop(cursor, name)


def empty(*_: Any, **__: Any) -> None:
    """What Django's flush does, for the few tables that have rows: to TRUNCATE all fifty takes a quarter of a second.

    Our triggers, which let nobody delete history, are silent meanwhile; foreign keys are looked at once, at the end.
    """
    tables = set(connection.introspection.django_table_names(only_existing=True)) - FILLED_BY_DJANGO
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"(SELECT '{table}' FROM {table} LIMIT 1)" for table in sorted(tables)))
        full = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "BEGIN;"
            + "".join(f"ALTER TABLE {table} DISABLE TRIGGER USER; DELETE FROM {table};" for table in full)
            + "SET CONSTRAINTS ALL IMMEDIATE;"
            + "".join(f"ALTER TABLE {table} ENABLE TRIGGER USER;" for table in full)
            + "COMMIT"
        )


def _clear_away(cursor: extensions.cursor) -> None:
    """What runs left behind that were killed: nobody is in it."""
    cursor.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        " AND datname NOT IN (SELECT datname FROM pg_stat_activity WHERE datname IS NOT NULL)",
        [OURS],
    )
    for (left,) in cursor.fetchall():
        cursor.execute(f"DROP DATABASE {left}")


def _drop(cursor: extensions.cursor, name: str) -> None:
    """A browser's or a worker's last breath may hold a session: it is shown out.

    Not by FORCE, which is refused while PostgreSQL itself cleans up in there; to drop alone waits until that has stopped.
    """
    ours = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND usename = current_user"
    cursor.execute(f"SELECT pg_terminate_backend(pid) FROM ({ours}) AS ours", [name])
    cursor.execute(f"DROP DATABASE IF EXISTS {name}")


def _as_migrated(cursor: extensions.cursor) -> str:
    """The template of today's migrations; made when there is none, and those of other days go."""
    name = TEMPLATE + _fingerprint()
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [TEMPLATE])
    there = {row[0] for row in cursor.fetchall()}
    if name not in there:
        for old in there:
            cursor.execute(f"DROP DATABASE {old}")
        cursor.execute(f"CREATE DATABASE {TEMPLATE}unfinished")
        _turn_to(f"{TEMPLATE}unfinished")
        call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
        _turn_to(HOME)
        cursor.execute(f"ALTER DATABASE {TEMPLATE}unfinished RENAME TO {name}")
    return name


def _fingerprint() -> str:
    """Another one with another Django, and with any change to a migration of any room or library."""
    read = hashlib.sha256(django.__version__.encode())
    for room in sorted(apps.get_app_configs(), key=lambda room: room.label):
        for path in sorted(Path(room.path).glob("migrations/*.py")):
            read.update(f"{room.label} {path.name}".encode() + path.read_bytes())
    return read.hexdigest()[:16]


def _turn_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


@contextmanager
def _one_at_a_time() -> Iterator[extensions.cursor]:
    """A session from which databases are made: every worker of every run waits for the one before it."""
    session = _session(HOME)
    try:
        with session.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext('databases of tests'))")
            yield cursor
    finally:
        session.close()


def _session(database: str) -> extensions.connection:
    known = {key: connection.settings_dict[key.upper()] for key in ("user", "password", "host", "port")}
    session = psycopg2.connect(dbname=database, **{key: value for key, value in known.items() if value})
    session.autocommit = True
    return session

"""Where does it happen? In databases of our own, beside every other: never in one that people work in."""

import os
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from psycopg2 import sql

from common import embedded

LARGE, SMALL = 100_000, 1_000
PATIENT = "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET lock_timeout = 0"
"""A page may not take long; loading may."""


def database_of(tickets: int) -> str:
    """The name of the database with so many tickets."""
    return f"bench_{tickets}"


def open_ground() -> None:
    """Have PostgreSQL and Valkey: a state folder of our own unless CS_PRODUCT_STATE or DATABASE_URL name another."""
    os.environ.setdefault("CS_PRODUCT_STATE", str(embedded.state_root() / "bench"))
    Path(os.environ["CS_PRODUCT_STATE"]).parent.mkdir(parents=True, exist_ok=True)
    embedded.start()
    os.environ.setdefault("DATABASE_URL", embedded.database_url())


def stand_on(database: str) -> None:
    """Let this process, and those it starts, work in this database; once, before Django is set up."""
    import django

    os.environ["DATABASE_URL"] = _address(database)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cs_product.settings")
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    django.setup()


def is_there(database: str) -> bool:
    """Whether there is a database of this name."""
    with _door() as door, door.cursor() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [database])
        return cursor.rowcount > 0


def make(database: str) -> None:
    """An empty database of this name; one that was there is gone."""
    drop(database)
    _tell(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))


def copy(source: str, target: str) -> None:
    """A database like another, page by page; what is done in it leaves the other as it was."""
    drop(target)
    _tell(
        sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
            sql.Identifier(target), sql.Identifier(source)
        )
    )


def drop(database: str) -> None:
    """No database of this name any more."""
    _tell(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


def _tell(words: sql.Composed) -> None:
    door = _door()
    door.autocommit = True
    with door.cursor() as cursor:
        cursor.execute(words)
    door.close()


def _door() -> "psycopg2.extensions.connection":
    return psycopg2.connect(_address("postgres"))


def _address(database: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}"))

"""How a row, or an agreement that no single row can keep, is held while a verb works on it."""

from typing import TypeVar

from django.db import connection, transaction
from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def lock(row: Row) -> Row:
    """Hold the row until the transaction ends and bring `row` up to date with it.

    `FOR NO KEY UPDATE` of the row itself only: those who merely point at it do not wait.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A row can only be held inside a transaction.")
    manager = type(row)._default_manager
    row.refresh_from_db(from_queryset=manager.select_for_update(of=("self",), no_key=True))
    return row


def hold(agreement: str) -> None:
    """Wait until nobody else holds the agreement of this name, and hold it until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [agreement])

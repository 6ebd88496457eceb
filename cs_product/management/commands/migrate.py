"""Change the database, however long it takes: what hangs on a page is work here."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

_PATIENT = "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0"
_AS_BEFORE = "RESET statement_timeout; RESET idle_in_transaction_session_timeout"
"""The wait for a lock stays short: a page that works must not queue behind a change that waits."""


class Command(migrate.Command):
    """`manage.py migrate`, without the limits of a page: a million rows take longer than ten seconds."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Lift the limits, migrate, and put them back."""
        connection = connections[options["database"]]
        with connection.cursor() as cursor:
            cursor.execute(_PATIENT)
        try:
            super().handle(*args, **options)
        finally:
            with connection.cursor() as cursor:
                cursor.execute(_AS_BEFORE)

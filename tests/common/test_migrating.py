"""Migrating: a change of a large table may take longer than a page may."""

from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection


def the_limit() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return cursor.fetchone()[0]


@pytest.mark.parametrize("goes_wrong", [False, True])
def test_no_limit_stops_a_migration_and_pages_keep_theirs(
    db: None, monkeypatch: pytest.MonkeyPatch, goes_wrong: bool
) -> None:
    before, seen = the_limit(), []

    def handle(*_args: Any, **_options: Any) -> None:
        seen.append(the_limit())
        if goes_wrong:
            raise RuntimeError("the disk is full")

    monkeypatch.setattr(migrate.Command, "handle", handle)
    if goes_wrong:
        with pytest.raises(RuntimeError, match="full"):
            call_command("migrate")
    else:
        call_command("migrate")
    assert (before, seen, the_limit()) == ("10s", ["0"], "10s")

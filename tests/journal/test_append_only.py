"""Entries never change and never vanish, whoever asks."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from journal.models import Entry
from tests import make
from tests.following import kinds


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal_entry SET kind = 'x'",
        "UPDATE journal_entry SET plain = '{}'",
        "UPDATE journal_entry SET at = now()",
        "UPDATE journal_entry SET actor_id = NULL",
        "DELETE FROM journal_entry",
    ],
)
def test_the_database_refuses_it(db: None, sql: str) -> None:
    make.a_ticket()
    before = Entry.objects.count()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Entry.objects.count() == before > 0


def test_the_models_are_no_way_around_it(db: None) -> None:
    entry = Entry.objects.about(make.a_ticket()).get()
    entry.kind = "x"
    for deed in (entry.save, lambda: Entry.objects.filter(pk=entry.pk)._raw_delete("default")):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()


def test_a_colleague_who_did_something_does_not_vanish(db: None) -> None:
    ticket = make.a_ticket()
    with pytest.raises(ProtectedError), transaction.atomic():
        make.someone().delete()
    assert kinds(ticket) == ["TicketReceived"]

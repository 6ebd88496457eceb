"""Make a database many times as large: `.venv/bin/python -m bench.multiply --tickets 100000 --times 10`.

Loading a million tickets one by one takes hours; so those of a loaded database are copied by SQL, with everything that
belongs to them, some minutes earlier each time. Every text is then there ten times, as complaints at that size are. What
no measured page reads stays as it was: deliveries, tracking links, counts of days (`bench.counts` has those).
"""

import argparse
import time
from collections.abc import Iterator
from typing import Any

from bench import ground

EARLIER = "37 minutes"
"""So much earlier is each copy than the one before it."""
_TEXTS_OF_THEIR_OWN = {
    "customers_company": {"name": "{0} || ' ' || {k}", "domain": "CASE {0} WHEN '' THEN '' ELSE {k} || '-' || {0} END"},
    "customers_customer": {"email": "CASE {0} WHEN '' THEN '' ELSE {k} || '-' || {0} END"},
    "notifications_mail": {"message_id": "{k} || '-' || {0}"},
}
"""What must be there once only, and how it is made so."""


def main() -> None:
    """Copy the database, then its rows."""
    asked = _asked()
    ground.open_ground()
    source, target = (ground.database_of(tickets) for tickets in (asked.tickets, asked.tickets * asked.times))
    if not ground.is_there(source):
        raise SystemExit(f"There is no {source}. Load it first: python -m bench.load --tickets {asked.tickets}")
    ground.copy(source, target)
    ground.stand_on(target)
    _say(f"{target}: a copy of {source}")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(ground.PATIENT)
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute("SET work_mem = '256MB'")
        _multiply(cursor, asked.times)
    _settle()


def _multiply(cursor: Any, times: int) -> None:
    models = list(_multiplied())
    cursor.execute("SELECT now()")
    steps = {model._meta.db_table: _highest(cursor, model) for model in models}
    later = [statement for table in steps for statement in _stripped(cursor, table)]
    for model in models:
        table = model._meta.db_table
        columns = [field.column for field in model._meta.concrete_fields]
        for k in range(1, times):
            shifted = ", ".join(_shifted(field, table, k, steps) for field in model._meta.concrete_fields)
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {shifted} FROM {table}"
                f" WHERE {model._meta.pk.column} <= {steps[table]} ORDER BY {model._meta.pk.column}"
            )
        _say(f"{steps[table]:>12,} times {times}: {table}")
    cursor.execute(f"UPDATE tickets_stagecount SET n = n * {times}")
    for statement in later:
        cursor.execute(statement)
    _say(f"{len(later)} indexes and constraints are back")


def _multiplied() -> Iterator[Any]:
    from backlog.models import Item, Voice
    from common.models import Document
    from customers.models import Company, Customer
    from journal.models import Entry
    from notifications.models import Mail
    from tickets import models as t

    yield from (Company, Customer, t.Ticket, t.Likeness, t.Listening, t.Assessment)
    yield from (t.Assessment.missing_capabilities.through, t.Decision, t.SettingAside, t.Message)
    yield from (Item, Voice, Document, Entry, Mail)


def _highest(cursor: Any, model: Any) -> int:
    cursor.execute(f"SELECT max({model._meta.pk.column}) FROM {model._meta.db_table}")
    return cursor.fetchone()[0] or 0


def _stripped(cursor: Any, table: str) -> list[str]:
    """Take triggers, foreign keys and indexes off a table; what brings them back."""
    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass",
        [table],
    )
    later = []
    for name, definition in cursor.fetchall():
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        later.append(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index AS index WHERE indrelid = %s::regclass"
        " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = index.indexrelid)",
        [table],
    )
    found = cursor.fetchall()
    for name, _definition in found:
        cursor.execute(f"DROP INDEX {name}")
    return [*(definition for _name, definition in found), *later, f"ALTER TABLE {table} ENABLE TRIGGER USER"]


def _shifted(field: Any, table: str, k: int, steps: dict[str, int]) -> str:
    """SQL: what stands in a column of the k-th copy."""
    name = field.column
    if own := _TEXTS_OF_THEIR_OWN.get(table, {}).get(name):
        return own.format(name, k=f"'{k}'")
    if field.is_relation:
        return f"{name} + {k * steps.get(field.related_model._meta.db_table, 0)}"
    if field.primary_key:
        return f"{name} + {k * steps[table]}"
    if field.get_internal_type() == "DateTimeField":
        return f"{name} - {k} * INTERVAL '{EARLIER}'"
    if name == "about_id":
        return f"about_id + {k} * CASE {_kinds(table, steps)} ELSE 0 END"
    return _facts(k, steps) if name == "plain" else name


def _kinds(table: str, steps: dict[str, int]) -> str:
    if table == "common_document":
        kinds = {"ticket": "tickets_ticket", "customer": "customers_customer", "item": "backlog_item"}
        return "kind " + " ".join(f"WHEN '{kind}' THEN {steps[of]}" for kind, of in kinds.items())
    return "about_type " + " ".join(
        f"WHEN '{of.replace('_', '.', 1)}' THEN {steps[of]}"
        for of in ("tickets_ticket", "customers_customer", "backlog_item")
    )


def _facts(k: int, steps: dict[str, int]) -> str:
    """SQL: the numbers in an event's fields, each that of the copy."""
    named = {"ticket_id": "tickets_ticket", "item_id": "backlog_item", "company_id": "customers_company"}
    named |= {"listening_id": "tickets_listening", "decision_id": "tickets_decision", "message_id": "tickets_message"}
    each = " || ".join(
        f"CASE WHEN plain->'{name}' > '0' THEN jsonb_build_object('{name}', (plain->'{name}')::bigint + {k * steps[of]})"
        " ELSE '{}' END"
        for name, of in named.items()
    )
    return f"plain || {each}"


def _settle() -> None:
    from django.db import connection

    from bench.copying import numbers_follow
    from tickets.actions.likening import weigh_terms

    numbers_follow(*(model for model in _multiplied() if model._meta.pk.column == "id"))
    _say(f"{weigh_terms():,} common words weighed")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    _say("vacuumed and analysed")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.multiply", description="Make a loaded database many times as large.")
    parser.add_argument("--tickets", type=int, default=ground.LARGE)
    parser.add_argument("--times", type=int, default=10)
    return parser.parse_args()


def _say(sentence: str) -> None:
    print(f"{time.monotonic() - _BEGUN:6.1f} s  {sentence}", flush=True)


_BEGUN = time.monotonic()

if __name__ == "__main__":
    main()

"""How do very many rows get into a table? By COPY: every constraint, trigger and index does its work."""

import json
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from django.db import connection
from django.db.models import Model

PORTION = 20_000
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def copy_in(model: type[Model], columns: str, rows: Iterable[Sequence[Any]]) -> int:
    """Rows into a model's table, values in the order of the columns, else as usual; returns how many."""
    copied, portion = 0, StringIO()
    rest = {
        f.column: f.get_default() for f in model._meta.concrete_fields if f.has_default() or f.empty_strings_allowed
    }
    usual = {name: value for name, value in rest.items() if name not in columns.split() and value is not None}
    columns, ending = " ".join([columns, *usual]), list(usual.values())
    for row in rows:
        portion.write("\t".join(map(_written, [*row, *ending])) + "\n")
        copied += 1
        if copied % PORTION == 0:
            portion = _send(model, columns, portion)
    _send(model, columns, portion)
    return copied


def numbers_follow(*models: type[Model]) -> None:
    """Let the next row of each table get the number after the highest."""
    with connection.cursor() as cursor:
        for model in models:
            table = model._meta.db_table
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), coalesce(max(id), 1), max(id) IS NOT NULL)"
                f" FROM {table}"
            )


def _send(model: type[Model], columns: str, portion: StringIO) -> StringIO:
    portion.seek(0)
    names = ", ".join(columns.split())
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {model._meta.db_table} ({names}) FROM STDIN", portion)
    return StringIO()


def _written(value: Any) -> str:
    """A value as COPY reads it; what is not told apart is written as Python writes it."""
    return _WRITTEN.get(type(value), str)(value)


_WRITTEN = {
    type(None): lambda _nothing: "\\N",
    str: lambda text: text.translate(_ESCAPES),
    list: lambda numbers: "{" + ",".join(map(str, numbers)) + "}",
    dict: lambda facts: json.dumps(facts).translate(_ESCAPES),
}

"""A question that is always worded alike: its SQL is written once per process, and only its values are put in anew.

Django words a queryset anew each time it is asked. For one with many subqueries, that was a third of its page's time.
"""

import inspect
from collections.abc import Callable, Collection
from copy import copy
from datetime import UTC, datetime
from typing import Any, Generic, NamedTuple, TypeVar, get_origin

from django.contrib.postgres.fields import ArrayField
from django.db import connections
from django.db.models import BigIntegerField, BooleanField, F, Func, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")
"""A model, or what `values_list` makes of it."""
_UNLIKELY = -(10**15)


class Prepared(Generic[Row]):
    """The rows of a queryset whose shape never changes, whatever it is asked with.

    `ask` makes the queryset from stand-ins: whole numbers, moments (`datetime`), or many numbers (`list[int]`, for `among`),
    as its parameters are annotated. A value may only go where the queryset compares with it. ValueError where a
    parameter does not become a value of the statement.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any, Row]]) -> None:
        self.ask = ask
        self._written: _Written[Row] | None = None

    def __call__(self, **values: Any) -> list[Row]:
        """The rows for these values."""
        self._written = written = self._written or _write(self.ask)
        rows = written.rows.all()
        compiler = written.compiler_with(values, rows.db)
        rows.query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign]
        return list(rows)


def among(column: str, numbers: Collection[int]) -> Func:
    """Whether a column is one of these, said as one value: the statement is the same however many they are.

    PostgreSQL sees how many there are, and goes by the index for a few; of `IN (SELECT unnest(…))` it expects a hundred.
    """
    many = Value([*numbers], output_field=ArrayField(BigIntegerField()))
    return Func(F(column), many, template="(%(expressions)s))", arg_joiner=" = ANY(", output_field=BooleanField())


class _Written(NamedTuple, Generic[Row]):
    """A queryset, its compiler that has done its work, the statement, and which value stands where."""

    rows: QuerySet[Any, Row]
    compiler: SQLCompiler
    sql: str
    values: tuple[Any, ...]
    places: list[tuple[int, str]]

    def compiler_with(self, values: dict[str, Any], using: str) -> SQLCompiler:
        """One that has this statement ready, for the connection of this thread."""
        filled = list(self.values)
        for place, name in self.places:
            filled[place] = values[name]
        compiler = copy(self.compiler)
        compiler.connection = connections[using]
        compiler.as_sql = lambda *_, **__: (self.sql, tuple(filled))  # type: ignore[method-assign]
        return compiler


def _write(ask: Callable[..., QuerySet[Any, Row]]) -> _Written[Row]:
    parameters = inspect.signature(ask).parameters.values()
    stand_ins = {one.name: _stand_in(one.annotation, number) for number, one in enumerate(parameters)}
    rows = ask(**stand_ins)
    compiler = rows.query.get_compiler(rows.db)
    sql, values = compiler.as_sql()
    places = [(place, name) for place, value in enumerate(values) for name, one in stand_ins.items() if value == one]
    if lost := stand_ins.keys() - {name for _place, name in places}:
        raise ValueError(f"{sorted(lost)} did not become values of the statement of {ask.__name__}")
    return _Written(rows, compiler, sql, tuple(values), places)


def _stand_in(kind: Any, number: int) -> Any:
    """A value of a kind that nothing else in a statement has."""
    if kind is datetime:
        return datetime(1000, 1, 1 + number, tzinfo=UTC)
    return [_UNLIKELY - number] if get_origin(kind) is list else _UNLIKELY - number

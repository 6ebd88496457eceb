"""How is a table read, however long it is? By its keys, a portion at a time: nothing is held that was written already."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Max, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

from accounts.models import Role, User
from common.forms import Form
from exports.vocabulary import Column

PORTION = 2000
"""So many rows are read, and written, at once."""
EVERYONE = frozenset(Role.values)
Row = Sequence[Any]
Cells = list[tuple[Column, Any]]
"""Columns, each with what the database says for it."""


@dataclass(frozen=True)
class Source:
    """Something that can be taken along."""

    form: type[Form]
    roles: frozenset[str]
    select: Callable[[Mapping[str, Any], User], QuerySet]
    cells: Callable[[], Cells]
    more: Callable[[], list[Column]] = list
    """Columns that stand at the end and are read for a whole portion at once …"""
    fill: Callable[[list[Column], list[int]], dict[int, list[Any]]] = lambda _columns, _numbers: {}
    """… by the numbers of its rows."""

    def columns(self) -> list[Column]:
        """Every column, in the language of now."""
        return [column.spoken() for column in [*(column for column, _said in self.cells()), *self.more()]]


def portions(source: Source, rows: QuerySet, *, last: int) -> Iterator[list[Row]]:
    """The rows in the order of their numbers, up to the last one; each once, whatever happens to them meanwhile."""
    read = rows.order_by("pk").values_list("pk", *(said for _column, said in source.cells()))
    more, after = source.more(), 0
    while found := _patiently(lambda: list(read.filter(pk__gt=after, pk__lte=last)[:PORTION])):  # noqa: B023 (called at once)
        after = found[-1][0]
        filled = source.fill(more, [row[0] for row in found]) if more else {}
        nothing = [None] * len(more)
        yield [(*row[1:], *filled.get(row[0], nothing)) for row in found]


def measured(rows: QuerySet) -> tuple[int, int]:
    """How many there are, and the number of the last."""
    found: tuple[int, int] = _patiently(lambda: (rows.count(), rows.aggregate(last=Max("pk"))["last"] or 0))
    return found


def named(where: str) -> Any:
    """The name of something that has one in Korean, too, as the reader calls it."""
    prefix = f"{where}__" if where else ""
    if not (get_language() or "").startswith("ko"):
        return F(f"{prefix}name")
    return Coalesce(NullIf(F(f"{prefix}name_ko"), Value("")), F(f"{prefix}name"))


def _patiently(ask: Callable[[], Any]) -> Any:
    """A page may not take long; a worker that looks for few rows among very many may."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '10min'")
        return ask()

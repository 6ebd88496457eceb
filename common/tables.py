"""How does a table leave the house? As text: no cell of it is ever taken for a formula by whatever opens it."""

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpResponse

_FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BLANKS = " \u3000\u00a0"


def csv_safe(value: Any) -> str:
    """A cell as text. What would begin a formula, also behind blanks or full-width, gets an apostrophe before it.

    Numbers of ours are numbers, whatever their sign.
    """
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal):
        return str(value)
    text = str(value)
    bare = text.lstrip(_BLANKS)
    is_formula = bare.startswith((*_FORMULAS, "\t", "\r", "\n"))
    return f"'{text}" if is_formula else text


def csv_of(name: str, rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A file that spreadsheets open as UTF-8."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    csv.writer(answer).writerows([csv_safe(value) for value in row] for row in rows)
    return answer

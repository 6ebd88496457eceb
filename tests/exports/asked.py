"""Exports as tests ask for them, made at once and read as others read them."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pyarrow.parquet as pq
from django.core.files.storage import default_storage

from accounts.models import User
from common.clock import moved_to, now
from exports.actions.asking import ask
from exports.actions.building import build
from exports.models import Export


def made(by: User, what: str, ending: str = "parquet", **filters: Any) -> Export:
    """An export whose worker was there at once."""
    export = ask(by=by, what=what, ending=ending, filters=filters)
    build(export.pk)
    export.refresh_from_db()
    assert export.state == "done"
    return export


def content(export: Export) -> bytes:
    with default_storage.open(export.path) as file:
        return bytes(file.read())


def as_csv(export: Export) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content(export).decode("utf-8-sig"), newline="")))


def as_sheets(export: Export) -> list[list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(BytesIO(content(export)))
    return [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]


def as_rows(export: Export) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(BytesIO(content(export))).to_pylist()
    return found


def later(minutes: float) -> Any:
    """Some minutes from now."""
    return moved_to(now() + timedelta(minutes=minutes))

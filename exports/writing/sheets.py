"""XLSX: numbers and dates are numbers and dates, text is text; what does not fit on a sheet goes on the next one."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from exports.vocabulary import Column, Kind
from exports.writing.cells import shown

ROWS, CHARACTERS = 1_048_576, 32_767
"""So many rows fit on a sheet, so many characters into a cell."""
_FORMATS = {Kind.DAY: "yyyy-mm-dd", Kind.MOMENT: "yyyy-mm-dd hh:mm:ss"}
_WIDTHS = {Kind.DAY: 11, Kind.MOMENT: 19, Kind.TEXT: 22, Kind.WORDS: 18}


class Sheets:
    """An Excel file, written row by row into files beside it and put together at the end."""

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.book = xlsxwriter.Workbook(
            str(path), {"constant_memory": True, "tmpdir": str(path.parent), "use_zip64": True}
        )
        self.bold = self.book.add_format({"bold": True})
        self.formats = {kind: self.book.add_format({"num_format": said}) for kind, said in _FORMATS.items()}
        self._turn_over()

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        """Write some more rows."""
        for row in rows:
            if self.row == ROWS:
                self._turn_over()
            for place, (column, value) in enumerate(zip(self.columns, row, strict=True)):
                self._write(place, column, shown(column, value))
            self.row += 1

    def close(self) -> None:
        """Put the file together."""
        self.book.close()

    def stop(self) -> None:
        """Let go of the files beside it: to put them together would take long."""
        for sheet in self.book.worksheets():
            sheet.row_data_fh.close()

    def _turn_over(self) -> None:
        """Begin a sheet with the headings."""
        self.sheet, self.row = self.book.add_worksheet(), 1
        self.sheet.freeze_panes(1, 0)
        for place, column in enumerate(self.columns):
            self.sheet.set_column(place, place, _WIDTHS.get(column.kind, 12))
            self.sheet.write_string(0, place, str(shown(Column("", ""), str(column.heading))), self.bold)

    def _write(self, place: int, column: Column, value: Any) -> None:
        if value is None:
            return
        if isinstance(value, date | datetime):
            self.sheet.write_datetime(self.row, place, value, self.formats[column.kind])
        elif isinstance(value, int | float | Decimal):
            self.sheet.write_number(self.row, place, value)
        else:
            self.sheet.write_string(self.row, place, _fitting(value))


def _fitting(text: str) -> str:
    """As much as fits into a cell."""
    return text if len(text) <= CHARACTERS else f"{text[: CHARACTERS - 1]}…"

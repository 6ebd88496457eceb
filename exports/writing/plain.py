"""CSV: UTF-8 with the mark that spreadsheets look for."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from exports.vocabulary import Column
from exports.writing.cells import shown


class Plain:
    """A CSV file."""

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.file = path.open("w", encoding="utf-8-sig", newline="")
        self.writer = csv.writer(self.file)
        self.writer.writerow([shown(Column("", ""), str(column.heading)) for column in columns])

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        """Write some more rows; a moment as 2026-11-26 09:30:00."""
        self.writer.writerows(map(shown, self.columns, row) for row in rows)

    def close(self) -> None:
        """The file is whole."""
        self.file.close()

    stop = close

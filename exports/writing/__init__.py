"""How does a table become a file? Row by row, whatever its length; each kind of file by a writer of its own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from exports.vocabulary import Column, Ending


class Writer(Protocol):
    """A file that grows."""

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        """Write some more rows."""

    def close(self) -> None:
        """Write what is left; the file is whole."""

    def stop(self) -> None:
        """Let go of what is open; the file is nobody's."""


def begin(ending: str, path: Path, columns: Sequence[Column]) -> Writer:
    """Begin a file with its headings."""
    if ending == Ending.CSV:
        from exports.writing.plain import Plain

        return Plain(path, columns)
    if ending == Ending.XLSX:
        from exports.writing.sheets import Sheets

        return Sheets(path, columns)
    from exports.writing.parquet import Parquet  # the library is large: only who writes such a file loads it

    return Parquet(path, columns)

"""Parquet: names and codes for programs, typed columns, a group of rows at a time."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from exports.vocabulary import Column, Kind

GROUP = 50_000
"""So many rows are held, to be written as one group."""
_TYPES = {
    Kind.TEXT: pa.string(),
    Kind.WORDS: pa.list_(pa.string()),
    Kind.WHOLE: pa.int64(),
    Kind.NUMBER: pa.decimal128(20, 4),
    Kind.DAY: pa.date32(),
    Kind.MOMENT: pa.timestamp("us", tz="UTC"),
    Kind.YES: pa.bool_(),
}
_PLACES = Decimal("0.0001")


class Parquet:
    """A Parquet file."""

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.schema = pa.schema(
            [pa.field(one.name, _TYPES[one.kind], metadata={"heading": str(one.heading)}) for one in columns]
        )
        self.writer = pq.ParquetWriter(path, self.schema, compression="zstd")
        self.held: list[pa.RecordBatch] = []
        self.count = 0

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        """Write some more rows, when they are enough for a group."""
        columns = zip(self.columns, zip(*rows, strict=True), strict=True)
        arrays = [
            pa.array([_kept(column, value) for value in values], _TYPES[column.kind]) for column, values in columns
        ]
        self.held.append(pa.record_batch(arrays, schema=self.schema))
        self.count += len(rows)
        if self.count >= GROUP:
            self._let_go()

    def close(self) -> None:
        """Write what is left, and where everything is."""
        self._let_go()
        self.writer.close()

    def stop(self) -> None:
        """Let go of the file."""
        self.writer.close()

    def _let_go(self) -> None:
        if self.held:
            self.writer.write_table(pa.Table.from_batches(self.held))
        self.held, self.count = [], 0


def _kept(column: Column, value: Any) -> Any:
    """The value itself; codes stay codes, and "" is nothing where a code or a name is meant."""
    if value is None:
        return None
    if column.kind == Kind.NUMBER:
        return Decimal(value).quantize(_PLACES)
    return None if value == "" else value

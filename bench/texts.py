"""What do people say? Real texts from CSV files, half of them Korean; else the words of the demo."""

import csv
import random
import sys
from itertools import cycle, islice
from pathlib import Path

from cs_product.demo.texts import causes
from tickets.likeness import language_of

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"
"""Where texts lie beside a checkout, if any do."""
_COLUMNS = {"review", "text", "description", "verbatim", "consumer complaint narrative"}
_LONGEST = 20_000


def said(count: int, folder: Path | None, dice: random.Random) -> list[str]:
    """So many texts, no two alike: what is used again is followed by words of somebody else."""
    texts = sorted(set(_from_files(folder) if folder else _from_the_demo()))
    dice.shuffle(texts)
    pools = [[text for text in texts if language_of(text) == language] for language in ("ko", "en")]
    streams = [_endless(pool, dice) for pool in pools if pool]
    return [next(stream) for stream in islice(cycle(streams), count)]


def _endless(pool, dice):
    yield from pool
    while True:
        for text in pool:
            yield f"{text}\n\n{dice.choice(pool)}"[:_LONGEST]


def _from_the_demo() -> list[str]:
    return [one["verbatim"] for cause in causes() for one in cause["complaints"]]


def _from_files(folder: Path) -> list[str]:
    csv.field_size_limit(sys.maxsize)
    return [text for path in sorted(folder.rglob("*.csv")) for text in _from_file(path)]


def _from_file(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        rows = csv.DictReader(file)
        column = next((name for name in rows.fieldnames or [] if name.strip().lower() in _COLUMNS), None)
        texts = [(row[column] or "").strip() for row in rows] if column else []
    return [text for text in texts if 20 <= len(text) <= _LONGEST and "\x00" not in text and "\ufffd" not in text]

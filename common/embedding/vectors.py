"""How is a vector kept, and how near are two? A byte a dimension: a quarter of floats, and the order of nearness stays."""

import math
import struct
from collections.abc import Sequence
from typing import Any

FEWEST, MOST = 2, 8192
"""Dimensions."""


def packed(numbers: Any) -> bytes:
    """The numbers as signed bytes, the largest of them 127; how long a vector is says nothing of where it points."""
    if not isinstance(numbers, list) or not FEWEST <= len(numbers) <= MOST:
        raise ValueError("no vector")
    largest = max(abs(float(number)) for number in numbers)
    if not math.isfinite(sum(map(float, numbers))) or not largest:
        raise ValueError("no direction")
    return struct.pack(f"{len(numbers)}b", *(round(number / largest * 127) for number in numbers))


def cosines(one: bytes, others: Sequence[bytes]) -> list[float]:
    """How near each of the others points to the one, from −1 to 1; another length is of another model, and 0."""
    import numpy as np  # 20 MB that only those need who have a service

    alike = [len(other) == len(one) for other in others]
    fit = [other for other, is_alike in zip(others, alike, strict=True) if is_alike]
    if not fit:
        return [0.0] * len(others)
    rows = np.frombuffer(b"".join(fit), np.int8).reshape(len(fit), len(one)).astype(np.float32)
    asked = np.frombuffer(one, np.int8).astype(np.float32)
    lengths = np.sqrt((rows * rows).sum(axis=1)) * float(np.sqrt((asked * asked).sum()))
    said = iter((rows @ asked / np.maximum(lengths, 1e-9)).tolist())
    return [float(next(said)) if is_alike else 0.0 for is_alike in alike]

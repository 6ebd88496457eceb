"""How near are two short texts letter by letter? Few terms leave many at the same distance; letters tell them apart."""

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from math import log

SHORT = 100
"""A text of more letters has terms enough; it is not compared so."""
_PAIRS, _LENGTH = 0.2, 0.05
_BETWEEN = re.compile(r"[\W_]+")


def is_short(text: str) -> bool:
    """Whether letters are to be asked as well."""
    return 0 < _letters(text[: 3 * SHORT]) <= SHORT


def closeness(one: str, other: str) -> float:
    """What two texts' letters add to their likeness: at most 0.2, and below 0 where one is much longer.

    The pairs of neighbouring letters they share, syllables taken apart, so that endings and slips cost little (Dice 1945,
    "Measures of the amount of ecologic association between species"); less for each time that one is longer.
    """
    first, second = _pairs(one), _pairs(other)
    shared = 2 * (first & second).total() / (first.total() + second.total())
    return _PAIRS * shared - _LENGTH * abs(log((_letters(one) + 1) / (_letters(other) + 1)))


def _letters(text: str) -> int:
    return len(_BETWEEN.sub("", text))


def _pairs(text: str) -> Counter[str]:
    letters = f" {_BETWEEN.sub(' ', unicodedata.normalize('NFKD', text.lower())).strip()} "
    return Counter(map("".join, pairwise(letters)))

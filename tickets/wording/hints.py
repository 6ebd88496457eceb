"""Where does a text excuse or blame? Phrases are found whatever their case, spaces and line ends."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_HANGUL = re.compile(r"[가-힣]")
_QUOTES = str.maketrans({"’": "'", "‘": "'"})


@dataclass(frozen=True)
class Hint:
    """A phrase as it stands in the text, from where to where, and what might be said instead."""

    phrase: str
    suggestion: str
    begin: int
    end: int


def composed(text: str) -> str:
    """The text with every syllable in one piece (some keyboards send Hangul in parts): what hints point into."""
    return unicodedata.normalize("NFC", text)


def find(text: str, phrases: Mapping[str, str]) -> list[Hint]:
    """The phrases that stand in a composed text, in its order; where two overlap, the longer one."""
    straight = text.translate(_QUOTES)
    found = [
        Hint(text[match.start() : match.end()], suggestion, match.start(), match.end())
        for phrase, suggestion in phrases.items()
        for match in _pattern(phrase).finditer(straight)
    ]
    hints: list[Hint] = []
    for hint in sorted(found, key=lambda each: (each.begin - each.end, each.begin)):
        if all(hint.end <= other.begin or other.end <= hint.begin for other in hints):
            hints.append(hint)
    return sorted(hints, key=lambda each: each.begin)


@lru_cache(maxsize=2000)
def _pattern(phrase: str) -> re.Pattern[str]:
    """Korean may be spaced anywhere ("정책 상 어쩔수 없"); other words must stand whole."""
    words = composed(phrase).translate(_QUOTES).split()
    if _HANGUL.search(phrase):
        return re.compile(r"\s*".join(map(re.escape, "".join(words))), re.IGNORECASE)
    return re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)", re.IGNORECASE)

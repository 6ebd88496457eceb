"""When are two complaints alike? When they share words that few complaints share.

Words of Latin script are folded to a stem; Hangul is cut into pairs of syllables, so that particles and
endings, which Korean glues to its nouns and verbs, do not hide a shared noun. Every term is kept as a
32-bit number; the weight of a term is its inverse document frequency (Spärck Jones 1972, "A statistical
interpretation of term specificity").
"""

import re
import unicodedata
from zlib import crc32

TERMS_LIMIT = 400
"""Terms kept of one text, the first ones: a complaint says early what it is about."""
_WORD = re.compile(r"[a-z][a-z'’]{2,}|[가-힣]{2,}|\d{3,}")
_HANGUL = re.compile(r"[가-힣]")
_ENDINGS = re.compile(r"(?:'s|’s|ing|edly|ed|ies|es|s|ly)$")
_PLAIN = frozenset(
    [
        "the",
        "and",
        "for",
        "that",
        "this",
        "with",
        "was",
        "were",
        "are",
        "have",
        "has",
        "had",
        "not",
        "but",
        "they",
        "them",
        "their",
        "from",
        "you",
        "your",
        "our",
        "his",
        "her",
        "she",
        "him",
        "when",
        "what",
        "which",
        "who",
        "will",
        "would",
        "could",
        "should",
        "there",
        "then",
        "than",
        "been",
        "being",
        "because",
        "about",
        "after",
        "before",
        "into",
        "just",
        "also",
        "only",
        "very",
        "can",
        "did",
        "does",
        "get",
        "got",
        "said",
        "told",
        "one",
        "all",
        "any",
        "out",
        "over",
        "again",
        "how",
        "its",
        "it's",
        "i'm",
        "i've",
        "don't",
        "didn't",
        "xxxx",
        "xx",
    ]
)


def terms(text: str) -> list[int]:
    """The distinct terms of a text, as signed 32-bit numbers, in order of first appearance."""
    folded = unicodedata.normalize("NFKC", text).lower()
    found: dict[int, None] = {}
    for word in _WORD.findall(folded):
        for term in _terms_of(word):
            found.setdefault(_number(term))
        if len(found) >= TERMS_LIMIT:
            break
    return list(found)


def language_of(text: str) -> str:
    """`ko` when a noticeable part of the letters is Hangul, else `en`."""
    letters = sum(character.isalpha() for character in text[:2000])
    hangul = len(_HANGUL.findall(text[:2000]))
    return "ko" if hangul and hangul * 5 >= letters else "en"


def _terms_of(word: str) -> list[str]:
    if _HANGUL.match(word):
        return [word[at : at + 2] for at in range(len(word) - 1)]
    if word in _PLAIN:
        return []
    stem = _ENDINGS.sub("", word)
    return [stem if len(stem) >= 3 else word]


def _number(term: str) -> int:
    number = crc32(term.encode())
    return number - (1 << 32) if number >= 1 << 31 else number

"""When are two complaints alike? When they share pieces of words that few complaints share.

Hangul is cut into syllables and pairs of syllables, for particles and endings glue to its nouns and verbs; the
beginning of a word says more than its end. Four letters in a row (a syllable of Hangul has two or three) forgive
spaces and slips. Latin words are folded to a stem; words of one kin share a term. Every term is a 32-bit number,
odd for a run of letters, even for all else. What a term claims grows with its inverse document frequency (Spärck
Jones 1972, "A statistical interpretation of term specificity"), damped; a text is as long as its claims.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from math import sqrt
from zlib import crc32

from tickets.likeness.kin import KIN, LONGEST
from tickets.likeness.plain import AUXILIARY, PLAIN

TERMS_LIMIT = 500
"""Terms kept of one text, the first ones: a complaint says early what it is about."""
RUN_LIMIT = 120
"""Syllables or letters of a text that are cut into runs."""
NAMES_LIMIT = 40
"""Words kept of one text to be counted by."""
RARE = 9.0
"""The weight of a term that nobody weighed: rare, it says much."""
DAMPED = 1.4
"""How a weight becomes a claim: to this power."""
_RUN, _LATER, _BETWEEN, _OF_KIN, _EVERYDAY, _PLAIN, _PAIR = 0.3, 0.7, 0.6, 0.6, 0.7, 0.7, 0.6
_WORD = re.compile(r"[a-z][a-z'’]*|[가-힣]+|\d+")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_HANGUL = re.compile(r"[가-힣]")
_ENDINGS = re.compile(r"(?:'s|’s|ing|edly|ed|ies|es|s|ly)$")


def asked(text: str) -> dict[int, float]:
    """The distinct terms of a text in order of first appearance, and how much each may claim by its kind (to 1)."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text[:20_000]).lower())
    found: dict[int, float] = {}
    if all(word in PLAIN or len(word) == 1 for word in words):
        return found
    for piece, much in _pieces(words):
        number = _number(piece) & ~1
        found[number] = max(much * much, found.get(number, 0.0))
        if len(found) >= TERMS_LIMIT:
            break
    for run in _runs(words):
        found.setdefault(_number(run) | 1, _RUN * _RUN)
    return found


def terms(text: str) -> list[int]:
    """The distinct terms of a text, as signed 32-bit numbers, in order of first appearance."""
    return list(asked(text))


def named(text: str) -> dict[int, str]:
    """The words of a text by which people would name what it is about: term → the word, the first forty.

    The terms are those of `terms`: an English word is its stem, a Korean one its first two syllables.
    """
    found: dict[int, str] = {}
    for word in _WORD.findall(unicodedata.normalize("NFKC", text[:20_000]).lower()):
        if _names_something(word):
            found.setdefault(_number(word[:2] if _HANGUL.match(word) else stem(word)) & ~1, word)
        if len(found) >= NAMES_LIMIT:
            break
    return found


def claims(wanted: Mapping[int, float], weights: Mapping[int, float]) -> dict[int, float]:
    """What each term of a text claims, given how rare the terms are."""
    return {term: much * weights.get(term, RARE) ** DAMPED for term, much in wanted.items()}


def length_of(claimed: Mapping[int, float]) -> float:
    """How long a text is among others: the root of all it claims."""
    return sqrt(sum(claimed.values())) or 1.0


def nearest_sentence(text: str, wanted: Mapping[int, float]) -> str:
    """The sentence of a text that shares most with what is wanted; the first of those that share nothing."""
    sentences = [part.strip() for part in _SENTENCE.split(text[:3000]) if part.strip()]
    return max(sentences, key=lambda sentence: _shared(sentence, wanted), default="")


def language_of(text: str) -> str:
    """`ko` when a noticeable part of the letters is Hangul, else `en`."""
    letters = sum(character.isalpha() for character in text[:2000])
    hangul = len(_HANGUL.findall(text[:2000]))
    return "ko" if hangul and hangul * 5 >= letters else "en"


def stem(word: str) -> str:
    """An English word without its ending."""
    short = _ENDINGS.sub("", word)
    return short if len(short) >= 3 else word


def _names_something(word: str) -> bool:
    if _HANGUL.match(word):
        return len(word) > 1 and word not in AUXILIARY
    return len(word) > 2 and word not in PLAIN and not word.isdecimal()


def _shared(sentence: str, wanted: Mapping[int, float]) -> float:
    own = asked(sentence)
    return sum(wanted[term] for term in own if term in wanted) / (length_of(own) + 1)


def _pieces(words: list[str]) -> Iterator[tuple[str, float]]:
    before = ""
    for word in words:
        if _HANGUL.match(word):
            yield from _hangul(word)
            yield from _between(before, word)
            yield from _of_kin(word)
        else:
            yield from _latin(word, before)
        before = word


def _latin(word: str, before: str) -> Iterator[tuple[str, float]]:
    """A word and the pair it makes with the one before: everyday words say little, their order says something."""
    yield (word, _PLAIN) if word in PLAIN else (stem(word), 1.0)
    if before and not _HANGUL.match(before):
        yield f"{before} {word}", _PAIR * (_PLAIN if {before, word} & PLAIN else 1.0)


def _hangul(word: str) -> Iterator[tuple[str, float]]:
    much = _EVERYDAY if word in AUXILIARY else 1.0
    yield f"^{word[0]}", much
    for at, syllable in enumerate(word):
        yield syllable, much * (_LATER if at else 1.0)
        if at + 1 < len(word):
            yield word[at : at + 2], much * (_LATER if at else 1.0)


def _between(before: str, word: str) -> Iterator[tuple[str, float]]:
    """The last syllable of a word and the first of the next: spaces are written or not."""
    if before and _HANGUL.match(before):
        yield before[-1] + word[0], _BETWEEN * (_EVERYDAY if {before, word} & AUXILIARY else 1.0)


def _of_kin(word: str) -> Iterator[tuple[str, float]]:
    for size in range(min(LONGEST, len(word)), 0, -1):
        if word[:size] in KIN and (size > 1 or len(word) <= 2):
            yield from ((f"={number}", _OF_KIN) for number in KIN[word[:size]])
            return


def _runs(words: list[str]) -> Iterator[str]:
    letters = unicodedata.normalize("NFD", "".join(words)[:RUN_LIMIT])
    for at in range(len(letters) - 3):
        yield letters[at : at + 4]


def _number(piece: str) -> int:
    number = crc32(piece.encode())
    return number - (1 << 32) if number >= 1 << 31 else number

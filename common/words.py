"""How are words found again? As people write them: endings, spaces, beginnings, initial consonants.

A text is cut into pieces: runs of Hangul, joined over their spaces, into pairs and triples of syllables, the beginnings
of their words and their initial consonants; Latin words and numbers into the beginnings of their stems. What is asked
is cut the same way, and every piece of a word must be there. Pieces are kept as signed 32-bit numbers.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from zlib import crc32

ASKED_LIMIT, WORDS_ASKED, LONGEST_PIECE = 300, 12, 10
KEPT = 4000
"""Pieces kept of one text."""
_TOKEN = re.compile(r"[a-z0-9]+|[가-힣]+|[ㄱ-ㅎ]+")
_ASKED = re.compile(r'(-?)(?:["“”]([^"“”]*)["“”]|(\S+))')
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_ALONE = {0x1100 + _n: _initial for _n, _initial in enumerate(_INITIALS)}
_SOUNDS = {}
for _n, _sound in enumerate(
    ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "x", "j", "jj", "c", "k", "t", "p", "h"]
):
    _SOUNDS[chr(0x1100 + _n)] = _sound
for _n, _sound in enumerate(
    [
        "a",
        "ae",
        "ya",
        "yae",
        "eo",
        "e",
        "yeo",
        "ye",
        "o",
        "wa",
        "wae",
        "oe",
        "yo",
        "u",
        "weo",
        "we",
        "wi",
        "yu",
        "eu",
        "ui",
        "i",
    ]
):
    _SOUNDS[chr(0x1161 + _n)] = _sound
for _n, _sound in enumerate(
    [
        "g",
        "kk",
        "gs",
        "n",
        "nj",
        "nh",
        "d",
        "l",
        "lg",
        "lm",
        "lb",
        "ls",
        "lt",
        "lp",
        "lh",
        "m",
        "b",
        "bs",
        "s",
        "ss",
        "ng",
        "j",
        "c",
        "k",
        "t",
        "p",
        "h",
    ]
):
    _SOUNDS[chr(0x11A8 + _n)] = _sound
PART = "\x1e"
"""Stands between the parts of a document: what one said, and what somebody else did (the record separator)."""
_ENGLISH = re.compile(r"(?:ing|edly|ed|ies|es|s|ly|y|e)$")
_KOREAN = re.compile(
    r"(?:에서는|에서도|으로는|이라고|입니다|습니다|했습니다|했어요|합니다|어요|아요|해요|네요|에게|에서|으로|까지|부터|처럼|"
    r"보다|이랑|하고|했다|했는데|하는|는데|은데|지만|었다|었|은|는|이|가|을|를|의|에|도|만|로|과|와|다)$"
)


@dataclass
class Asked:
    """What is looked for: pieces that must be there, pieces of which none may, and how to mark what was found."""

    words: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    wanted: list[list[int]] = field(default_factory=list)
    unwanted: list[list[int]] = field(default_factory=list)
    shunned: list[str] = field(default_factory=list)

    def query(self) -> str:
        """The question for intarray: numbers, `&`, `!`; empty where nothing can be asked."""
        if not self.wanted:
            return ""
        parts = [str(number) for number in sorted({number for pieces in self.wanted for number in pieces})]
        parts += [f"!({'&'.join(map(str, pieces))})" for pieces in self.unwanted]
        return "&".join(parts)


def folded(text: str) -> str:
    """A text as it is compared."""
    return unicodedata.normalize("NFKC", text).translate(_ALONE).lower()


def pieces(text: str) -> list[int]:
    """The distinct pieces of a text, first ones first."""
    tokens = _TOKEN.findall(folded(text))
    found: dict[int, None] = {}
    for piece in _every(tokens):
        found.setdefault(number_of_piece(piece))
        if len(found) >= KEPT:
            break
    return list(found)


def vocabulary(text: str, most: int = 100) -> set[str]:
    """The words of a text that may be meant when somebody slips."""
    words: dict[str, None] = {}
    for token in _TOKEN.findall(folded(text)):
        word = stem(token)
        if len(token) <= 20 and (len(word) >= 4 or (is_hangul(word) and len(word) >= 2)) and not word.isdigit():
            words.setdefault(word)
    return set(list(words)[:most])


def sounds(word: str) -> str:
    """A word by its letters in Latin script, so that trigrams see a slip in one of them."""
    letters = unicodedata.normalize("NFD", word)
    return "".join(_SOUNDS.get(letter, letter) for letter in letters)


def asked(words: str) -> Asked:
    """What somebody typed: words, “phrases in quotes”, and what must -not be there."""
    found = Asked()
    for minus, phrase, word in _ASKED.findall(folded(words[:ASKED_LIMIT]))[:WORDS_ASKED]:
        said = phrase or word.lstrip("-")
        cut = [piece for token in _TOKEN.findall(said) for piece in pieces_of_asked(token, whole=bool(phrase))]
        if not cut:
            continue
        numbers = [number_of_piece(piece) for piece in cut]
        (found.unwanted if minus else found.wanted).append(numbers)
        if phrase:
            (found.shunned if minus else found.phrases).append(" ".join(phrase.split()))
        if not minus:
            found.words += [phrase] if phrase else [stem(token) for token in _TOKEN.findall(said)]
    found.unwanted = [part for part in found.unwanted if part]
    return found


def pieces_of_asked(token: str, *, whole: bool = False) -> list[str]:
    """The pieces that a text must have to hold this word."""
    if token[0] in _INITIALS:
        return [f"ㅎ{token[:5]}"] if len(token) > 1 else []
    word = token if whole else stem(token)
    if not is_hangul(word):
        return [f"p{_latin(word)[:LONGEST_PIECE]}"]
    if len(word) == 1:
        return [f"1{word}"]
    size = min(len(word), 3)
    return [word[at : at + size] for at in range(len(word) - size + 1)]


def stem(word: str) -> str:
    """A word without its ending; never without its first syllable."""
    if not is_hangul(word):
        return _latin(word)
    short = _KOREAN.sub("", word) if len(word) > 2 else word
    return short or word


def is_hangul(word: str) -> bool:
    """Whether it begins with a syllable of Hangul."""
    return "가" <= word[:1] <= "힣"


def number_of_piece(piece: str) -> int:
    """A piece as a signed 32-bit number."""
    number = crc32(piece.encode())
    return number - (1 << 32) if number >= 1 << 31 else number


def _latin(word: str) -> str:
    short = word if word.isdigit() else _ENGLISH.sub("", word)
    return short if len(short) >= 3 else word


def says(name: str, typed: str) -> bool:
    """Whether a short name holds every word that was typed, or its initial consonants (ㅂㅅ: 배송)."""
    letters = unicodedata.normalize("NFC", name).lower()
    first = "".join(_INITIALS[(ord(one) - 0xAC00) // 588] for one in letters if "가" <= one <= "힣")
    words = unicodedata.normalize("NFC", typed).lower().split()
    return all(word in letters or (set(word) <= set(_INITIALS) and word in first) for word in words)


def initials_pattern(typed: str) -> str:
    """The regular expression of words that begin with these consonants (ㅂㅅ: 배송); nothing where that is not meant."""
    if not typed or not set(typed) <= set(_INITIALS):
        return ""
    firsts = [0xAC00 + 588 * _INITIALS.index(one) for one in typed]
    return "[^가-힣]*".join(f"[{chr(first)}-{chr(first + 587)}]" for first in firsts)


def _every(tokens: list[str]) -> Iterator[str]:
    run = ""
    for token in [*tokens, ""]:
        if is_hangul(token):
            run += token
            yield f"1{token[0]}"
            initials = "".join(_INITIALS[(ord(syllable) - 0xAC00) // 588] for syllable in token[:5])
            yield from (f"ㅎ{initials[:size]}" for size in range(2, len(initials) + 1))
            continue
        yield from (run[at : at + size] for at in range(len(run)) for size in (2, 3) if at + size <= len(run))
        run = ""
        yield from _beginnings(token)


def _beginnings(token: str) -> Iterator[str]:
    word = token[: LONGEST_PIECE + 5]
    yield from (f"p{word[:size]}" for size in range(1, min(len(word), LONGEST_PIECE) + 1))
    if (short := _latin(token)) != token:
        yield f"p{short[:LONGEST_PIECE]}"

"""Where in a text stands what was looked for? A stretch around it, with the words marked."""

import re
import unicodedata

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from common.words import PART, asked

AROUND = 70


def marked(text: str, looked_for: list[str], *, around: int = AROUND) -> SafeString:
    """The stretch of one part of a text around the first of these words, every one of them in `<mark>`; escaped."""
    words = sorted({word for word in looked_for if word}, key=len, reverse=True)
    pattern = re.compile("|".join(map(_loosely, words)), re.IGNORECASE) if words else None
    lines = [" ".join(part.split()) for part in unicodedata.normalize("NFC", text[:20_000]).split(PART)]
    line = next((one for one in lines if pattern and pattern.search(one)), lines[0])
    first = pattern.search(line) if pattern else None
    begin = max(0, first.start() - around) if first else 0
    stretch = line[begin : begin + around * 3]
    parts = _parts(stretch, pattern) if pattern else [(stretch, False)]
    inside = format_html_join("", "{}", ((_drawn(part, is_mark=is_mark),) for part, is_mark in parts))
    before, after = "…" if begin else "", "…" if begin + around * 3 < len(line) else ""
    return format_html("{}{}{}", before, inside, after)


def marked_for(text: str, words: str) -> SafeString:
    """As `marked`, for what somebody typed."""
    return marked(text, asked(words).words)


def _loosely(word: str) -> str:
    """A word as it may be written: with or without spaces between syllables of Hangul."""
    between = r"\s?" if "가" <= word[0] <= "힣" else ""
    return between.join(re.escape(letter) for letter in word[:40])


def _parts(stretch: str, pattern: re.Pattern[str]) -> list[tuple[str, bool]]:
    found, at = [], 0
    for hit in pattern.finditer(stretch):
        found += [(stretch[at : hit.start()], False), (hit.group(), True)]
        at = hit.end()
    return [*found, (stretch[at:], False)]


def _drawn(part: str, *, is_mark: bool) -> SafeString | str:
    return format_html("<mark>{}</mark>", part) if is_mark else conditional_escape(part)

"""Which references of a text become links? Those of what exists and may be seen; each room says how to find its own."""

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from django.urls import reverse
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

Finder: TypeAlias = Callable[[set[int], Any], Iterable[int]]
"""Which of these numbers are there for this reader?"""

_finders: dict[str, tuple[str, Finder]] = {}
_REFERENCE = re.compile(r"(?<![\w/-])([A-Z]{2})-(\d{1,18})\b(?!-\d)", re.ASCII | re.IGNORECASE)
LOOKED_UP = 500
"""So many references are looked up at once; those after them stay text."""


def link_to(prefix: str, *, page: str, found: Finder) -> None:
    """Let references of a prefix lead to a page, where `found` finds them."""
    _finders[prefix] = (page, found)


def links_in(texts: Iterable[str], reader: Any) -> dict[str, str]:
    """The addresses of what the texts refer to, by reference; one question for each prefix that stands in them."""
    asked: dict[str, set[int]] = {}
    for text in texts:
        for prefix, digits in _REFERENCE.findall(text):
            numbers = asked.setdefault(prefix.upper(), set())
            if prefix.upper() in _finders and len(numbers) < LOOKED_UP:
                numbers.add(int(digits))
    links = {}
    for prefix, numbers in asked.items():
        page, found = _finders.get(prefix, ("", _nothing))
        for number in found(numbers, reader) if numbers else ():
            reference = f"{prefix}-{number}"
            links[reference] = reverse(page, args=[reference])
    return links


def linked(text: str, links: dict[str, str]) -> SafeString:
    """Paragraphs of a text, escaped, in which these references are links."""

    def link(found: re.Match[str]) -> str:
        address = links.get(f"{found[1].upper()}-{int(found[2])}")
        return f'<a href="{address}">{found[0]}</a>' if address else found[0]

    paragraphs = linebreaks(text, autoescape=True)
    return mark_safe(_REFERENCE.sub(link, paragraphs))  # noqa: S308 - escaped by linebreaks; addresses are ours


def _nothing(_numbers: set[int], _reader: Any) -> Iterable[int]:
    return ()

"""Which facts may a draft or a saved reply ask for, and how are they filled in?"""

import re
from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

FACTS = ("name", "reference", "understood", "promise", "capability", "date", "firm")
REPLY_FACTS = (
    *("name", "company", "reference", "area", "understood", "item", "promise", "capability", "date", "agent"),
    "firm",
)
"""What a saved reply may ask for: it is written in the middle of a conversation, not at its end."""
_FACT = re.compile(r"\{([^{}]*)\}")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")


def unknown_facts(template: str, known: Collection[str] = FACTS) -> list[str]:
    """What a template asks for that is not a fact, as it stands there; a brace of its own too."""
    rest = _FACT.sub("", template)
    asked = [f"{{{name}}}" for name in _FACT.findall(template) if name not in known]
    return [*dict.fromkeys(asked), *(brace for brace in "{}" if brace in rest)]


def unknown_by_line(template: str, known: Collection[str]) -> list[tuple[int, str]]:
    """What a template asks for in vain, each with the number of its line."""
    lines = template.replace("\r\n", "\n").split("\n")
    return [(number, what) for number, line in enumerate(lines, 1) for what in unknown_facts(line, known)]


def complaint_about_facts(template: str, known: Collection[str], *, by_line: bool = True) -> str | None:
    """What is wrong with what a template asks for, the first five with their lines where it has some; None: nothing."""
    unknown = unknown_facts(template, known)
    if not unknown:
        return None
    if by_line:
        lines = unknown_by_line(template, known)
        unknown = [_("{what} in line {n}").format(what=what, n=number) for number, what in lines]
    said = _("We cannot fill in {unknown}. These we know: {known}.")
    return said.format(unknown=", ".join(unknown[:5]), known=", ".join(f"{{{name}}}" for name in known))


def left_out(template: str, facts: Mapping[str, object]) -> list[str]:
    """The facts that are missing, because of which `fill` leaves a paragraph out."""
    return [name for name in dict.fromkeys(_FACT.findall(template)) if not facts.get(name)]


def fill(template: str, facts: Mapping[str, object]) -> str:
    """The template with its facts. A paragraph whose fact is missing is left out; facts are not filled in again."""
    paragraphs = _PARAGRAPH.split(template.replace("\r\n", "\n").strip())
    told = [part for part in paragraphs if all(facts.get(name) for name in _FACT.findall(part))]
    return "\n\n".join(_FACT.sub(lambda found: str(facts[found[1]]), part) for part in told)

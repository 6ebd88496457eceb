"""Whom does a text mention? Whose name or address, or which team’s name, stands after an `@`.

Names are taken as people write them: whatever their case, with a Korean particle or 님 behind them. The longest name
that fits is meant. A name that nobody here has ever had is text, as is everything else after an `@`.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from django.utils.translation import gettext as _

from accounts.models import Team, User
from common.refusals import Invalid

LOOKED_AT = 100
"""So many `@` of one text are looked at: a text with more is a program's, not a person's."""
_AT = re.compile(r"(?<![\w.@])@(?=\S)")
_NAME = 254
_AFTER_HANGUL = re.compile(
    r"님|씨|께|이|가|은|는|을|를|에|한테|과|와|도|의|랑|만|로|으로|팀|매니저|선배|대리|과장|차장|부장"
)


Meant: TypeAlias = User | Team


def mentioned(text: str, *, field: str = "body") -> dict[str, Meant]:
    """The colleagues and teams that a text mentions, by their names as they were written.

    Refused with a sentence for `field`: who no longer works here and would not read it, and a name of several.
    """
    written = unicodedata.normalize("NFC", text)
    begun = [written[at.end() : at.end() + _NAME].split("\n")[0] for at in _AT.finditer(written)][:LOOKED_AT]
    people = _called(name for rest in begun for name in _names(rest))
    found: dict[str, Meant] = {}
    for rest in begun:
        name = next((name for name in _names(rest) if name.lower() in people), "")
        if name:
            found[name] = _the_one(name, people[name.lower()], field)
    return found


def kept(meant: Mapping[str, Meant]) -> dict[str, int | list[int]]:
    """What a text keeps of whom it mentions: the number of a colleague, or those of a team's members now."""
    return {name: one.pk if isinstance(one, User) else _members(one) for name, one in meant.items()}


def numbers(mentions: Mapping[str, int | list[int]]) -> set[int]:
    """The numbers of all who are meant, each once."""
    return {number for said in mentions.values() for number in ([said] if isinstance(said, int) else said)}


def _members(team: Team) -> list[int]:
    return list(team.members.filter(is_active=True).order_by("pk").values_list("pk", flat=True))


def _names(rest: str) -> list[str]:
    """Every name with which a text may begin, the longest first."""
    return [rest[:end] for end in range(len(rest), 0, -1) if _may_end(rest, end)]


def _may_end(rest: str, end: int) -> bool:
    """Whether a name may end here: not within a Latin word, nor within a Korean name."""
    if rest[end - 1].isspace():
        return False
    if end == len(rest) or not (rest[end].isalnum() and rest[end - 1].isalnum()):
        return True
    return bool(_AFTER_HANGUL.match(rest, end))


def _called(names: Iterable[str]) -> Mapping[str, list[Meant]]:
    """Who has one of these names or addresses, by it; nobody is asked for where there is no name."""
    people: dict[str, list[Meant]] = defaultdict(list)
    asked = {name.lower() for name in names}
    for team in Team.objects.called(asked) if asked else ():
        people[team.name.lower()].append(team)
    for one in User.objects.called(asked) if asked else ():
        for name in {one.name.lower(), one.email.lower()} & asked:
            people[name].append(one)
    return people


def _the_one(name: str, people: list[Meant], field: str) -> Meant:
    """The one who is meant and would read it; a team that was dissolved says no more than a word."""
    here = [one for one in people if _reads(one)]
    if not here and isinstance(people[0], Team):
        raise Invalid({field: _("Nobody belongs to {name} who would read this.").format(name=name)})
    if not here:
        raise Invalid({field: _("{name} no longer works here and would not read this.").format(name=name)})
    if len(here) > 1:
        said = _("Several people here are called {name}. Write the e-mail address after the @ instead.")
        raise Invalid({field: said.format(name=name)})
    return here[0]


def _reads(one: Meant) -> bool:
    return one.is_active if isinstance(one, User) else bool(_members(one))

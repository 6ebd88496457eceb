"""Whom does a text mention? Whose name, or whose address, stands after an `@`.

Names are taken as people write them: whatever their case, with a Korean particle or 님 behind them. The longest name
that fits is meant. A name that nobody here has ever had is text, as is everything else after an `@`.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from accounts.models import User
from common.refusals import Invalid

LOOKED_AT = 100
"""So many `@` of one text are looked at: a text with more is a program's, not a person's."""
_AT = re.compile(r"(?<![\w.@])@(?=\S)")
_NAME = 254
_AFTER_HANGUL = re.compile(
    r"님|씨|께|이|가|은|는|을|를|에|한테|과|와|도|의|랑|만|로|으로|팀|매니저|선배|대리|과장|차장|부장"
)


def mentioned(text: str, *, field: str = "body") -> dict[str, User]:
    """The colleagues whom a text mentions, by their names as they were written.

    Refused with a sentence for `field`: who no longer works here and would not read it, and a name of several.
    """
    written = unicodedata.normalize("NFC", text)
    begun = [written[at.end() : at.end() + _NAME].split("\n")[0] for at in _AT.finditer(written)][:LOOKED_AT]
    people = _called(name for rest in begun for name in _names(rest))
    found: dict[str, User] = {}
    for rest in begun:
        name = next((name for name in _names(rest) if name.lower() in people), "")
        if name:
            found[name] = _the_one(name, people[name.lower()], field)
    return found


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


def _called(names: Iterable[str]) -> Mapping[str, list[User]]:
    """Who has one of these names or addresses, by it; nobody is asked for where there is no name."""
    people: dict[str, list[User]] = defaultdict(list)
    asked = {name.lower() for name in names}
    for one in User.objects.called(asked) if asked else ():
        for name in {one.name.lower(), one.email.lower()} & asked:
            people[name].append(one)
    return people


def _the_one(name: str, people: list[User], field: str) -> User:
    here = [one for one in people if one.is_active]
    if not here:
        raise Invalid({field: _("{name} no longer works here and would not read this.").format(name=name)})
    if len(here) > 1:
        said = _("Several people here are called {name}. Write the e-mail address after the @ instead.")
        raise Invalid({field: said.format(name=name)})
    return here[0]

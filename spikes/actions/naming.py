"""What are spikes called? Areas by their names, what is alike by the words of its first ticket; asked for all at once."""

from collections.abc import Iterable

from django.db.models.functions import Left

from spikes.models import Sign, Spike
from spikes.queries import Thing
from spikes.vocabulary import Family
from tickets.models import ProductArea, Ticket

_LONGEST = 90


def names_of(rose: Iterable[Spike | Sign]) -> dict[Thing, str]:
    """Thing → what people call it. What is not there any longer has no name."""
    signs = list(rose)
    areas = ProductArea.objects.select_related("parent").in_bulk(_keys(signs, Family.AREA))
    firsts = Ticket.objects.filter(pk__in=_keys(signs, Family.KIN)).values_list("pk", Left("verbatim", _LONGEST + 1))
    return {
        **{sign.thing: sign.word for sign in signs if sign.family == Family.WORD},
        **{Thing(Family.AREA.value, pk): str(area) for pk, area in areas.items()},
        **{Thing(Family.KIN.value, pk): _short(words) for pk, words in firsts},
    }


def signs_of(spikes: Iterable[Spike]) -> list[Sign]:
    """All by which they show, what they were raised by among them."""
    return [sign for spike in spikes for sign in spike.signs.all()]


def _keys(signs: Iterable[Spike | Sign], family: Family) -> list[int]:
    return [sign.key for sign in signs if sign.family == family]


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rsplit(' ', 1)[0]} …"

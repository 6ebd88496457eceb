"""What are these notices about? The things themselves, found together, whatever number there is of them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple, TypeAlias

from django.db.models import QuerySet
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.translation import gettext as _

from backlog.models import Item
from capabilities.models import Capability
from connections.models import Connection
from notifications.vocabulary import About
from spikes.actions.naming import names_of
from spikes.models import Spike
from tickets.models import Ticket

_SHOWN = 240


class Subject(NamedTuple):
    """A thing as a list shows it: how it is called, what stands in its row, in which language, where it is."""

    reference: str
    title: str
    language: str
    url: str


Thing: TypeAlias = tuple[str, int]
"""A kind of thing, and its number."""


def subjects_of(things: Iterable[Thing]) -> dict[Thing, Subject]:
    """The things that notices are about; one question for each kind of thing. What is not there is not in it."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for kind, number in things:
        wanted[kind].add(number)
    return {
        **_tickets(wanted[About.TICKET]),
        **_named(About.ITEM, Item.objects.filter(pk__in=wanted[About.ITEM]), "title"),
        **_named(About.CAPABILITY, Capability.objects.filter(pk__in=wanted[About.CAPABILITY]), "name"),
        **_named(About.CONNECTION, Connection.objects.filter(pk__in=wanted[About.CONNECTION]), "name"),
        **_spikes(wanted[About.SPIKE]),
        **{
            (About.EXPORTS.value, pk): Subject("", _("Your exports"), "", reverse("exports"))
            for pk in wanted[About.EXPORTS]
        },
    }


def _spikes(numbers: set[int]) -> dict[Thing, Subject]:
    spikes = list(Spike.objects.filter(pk__in=numbers))
    names = names_of(spikes)
    return {
        (About.SPIKE.value, one.pk): Subject("", names.get(one.thing, ""), "", _url("spike", one.pk)) for one in spikes
    }


def _tickets(numbers: set[int]) -> dict[Thing, Subject]:
    if not numbers:
        return {}
    found = Ticket.objects.filter(pk__in=numbers).values_list("pk", Left("verbatim", _SHOWN), "language")
    return {
        (About.TICKET.value, pk): Subject(f"CS-{pk}", " ".join(words.split()), language, _url("ticket", f"CS-{pk}"))
        for pk, words, language in found
    }


def _named(kind: About, things: "QuerySet[Any]", field: str) -> dict[Thing, Subject]:
    """Things that say what they are in one field; only an item has a reference, by which it also has its address."""
    subjects = {}
    for pk, title in things.values_list("pk", field):
        reference = f"PB-{pk}" if kind == About.ITEM else ""
        subjects[kind.value, pk] = Subject(reference, str(title), "", _url(kind.value, reference or pk))
    return subjects


def _url(name: str, called: object) -> str:
    return reverse(name, args=[called])

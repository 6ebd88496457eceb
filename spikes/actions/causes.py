"""Which tickets of a spike say why it rose? A second cause in an area that is loud already is a spike of its own."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet

from spikes.models import Sighting, Spike
from spikes.queries import Thing
from spikes.vocabulary import Family

COMMON = 0.25
"""What so many complaints of an area say anyway does not say why it rose."""


def of(spike: Spike, thing: Thing, moment: datetime) -> set[int]:
    """The tickets by which something else that rises may be a part of this spike.

    All of them, where an area rises or nobody is to be told of it. A word, or what is alike, is compared with those that it
    was raised by, with what came as long after that as its window is, and with what else it shows by: what merely came to
    the same area later has a cause of its own.
    """
    behind = Sighting.objects.filter(pk__in=spike.behind())
    if thing.family == Family.AREA or (spike.quiet_until and spike.quiet_until > moment):
        return set(spike.behind())
    first = behind.filter(at__lte=spike.raised_at + timedelta(hours=spike.hours))
    alike = behind.filter(pk__in=Sighting.objects.of(_telling(spike, first)).values("pk"))
    return {*first.values_list("pk", flat=True), *alike.values_list("pk", flat=True)}


def _telling(spike: Spike, first: QuerySet[Sighting]) -> Iterator[Thing]:
    """What it shows by, but for areas and for the words that their complaints hold anyway."""
    before = Sighting.objects.filter(at__lt=spike.began_at, areas__overlap=_areas(first))
    most = COMMON * before.count()
    for thing in (sign.thing for sign in spike.signs.all()):
        if thing.family == Family.KIN or (thing.family == Family.WORD and before.of([thing]).count() <= most):
            yield thing


def _areas(sightings: Iterable[Sighting]) -> list[int]:
    return sorted({area for sighting in sightings for area in sighting.areas})

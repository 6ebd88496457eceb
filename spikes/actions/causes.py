"""Which tickets of a spike say why it rose? A second cause in an area that is loud already is a spike of its own."""

from datetime import datetime

from django.db.models import Q

from spikes.models import Behind, Sighting, Spike
from spikes.queries import Thing
from spikes.vocabulary import Family


def of(spike: Spike, thing: Thing, moment: datetime) -> set[int]:
    """The tickets by which something else that rises may be a part of this spike.

    All of them, where an area rises or nobody is to be told of it. A word, or what is alike, is compared with those that it
    was raised by and with what else it shows by: what merely came to the same area later has a cause of its own.
    """
    behind = Behind.objects.filter(spike=spike).values_list("ticket", flat=True)
    if thing.family == Family.AREA or (spike.quiet_until and spike.quiet_until > moment):
        return set(behind)
    said = [sign.thing for sign in spike.signs.all() if sign.family != Family.AREA]
    alike = Sighting.objects.of(said).filter(pk__in=behind).values_list("pk", flat=True)
    first = Sighting.objects.filter(Q(at__lte=spike.raised_at), pk__in=behind).values_list("pk", flat=True)
    return {*alike, *first}

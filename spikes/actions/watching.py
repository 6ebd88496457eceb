"""Watch: look what has risen, tell of it once, and say when it is over. One at a time, and as often as one likes."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import timedelta

from django.db import transaction

from common.clock import now
from common.locking import hold
from journal.actions import record
from journal.actors import SYSTEM
from spikes.actions import causes
from spikes.actions.reading import Reading
from spikes.actions.sighting import hour_of
from spikes.events import SpikeEnded, SpikeRaised
from spikes.models import Behind, Sighting, Sign, Spike
from spikes.queries import Thing
from spikes.surprise import LEAST_CUSTOMERS, Rise, rise
from spikes.vocabulary import Family
from tickets import likeness
from tickets.models import Ticket

CALM = timedelta(hours=6)
"""So long nothing of it is beyond what is usual, and it is over."""
USUAL_BY_NOW = timedelta(days=14)
"""What lasts so long is what is usual."""


@transaction.atomic
def watch() -> list[Spike]:
    """Look what has risen beyond its own history; returns what was raised, each spike once."""
    hold("spikes")
    reading = Reading(now())
    risen = reading.risen()
    for spike in Spike.objects.on().prefetch_related("signs"):
        _go_on(spike, reading, risen)
    told = [_tell(thing, found, reading) for thing, found in risen.items()]
    return [spike for spike in told if spike is not None]


def _go_on(spike: Spike, reading: Reading, risen: dict[Thing, Rise]) -> None:
    """Let the new tickets of a spike stand behind it, or let it be over."""
    signs = [sign.thing for sign in spike.signs.all()]
    if any(thing in risen for thing in signs):
        spike.loud_at = reading.moment
        spike.save(update_fields=["loud_at"])
    _stand_behind(spike, signs)
    is_usual_by_now = reading.moment - spike.raised_at >= USUAL_BY_NOW
    if is_usual_by_now or reading.moment - spike.loud_at >= CALM:
        _end(spike, reading, is_usual_by_now=is_usual_by_now)


def _end(spike: Spike, reading: Reading, *, is_usual_by_now: bool) -> None:
    spike.over_at = reading.moment
    spike.save(update_fields=["over_at"])
    tickets = Behind.objects.filter(spike=spike).count()
    told = SpikeEnded(spike_id=spike.pk, tickets=tickets, is_usual_by_now=is_usual_by_now)
    record(told, about=spike, by=SYSTEM, at=reading.moment)


def _tell(thing: Thing, found: Rise, reading: Reading) -> Spike | None:
    """Raise it, unless it is a sign of one that is known, or too few customers stand behind it."""
    if Sign.objects.filter(spike__in=Spike.objects.known(reading.moment), family=thing.family, key=thing.key).exists():
        return None
    tickets = _tickets(thing, found.hours, reading)
    of_customers = _anew(thing, len(set(tickets.values())), found, reading)
    if of_customers.n < LEAST_CUSTOMERS or not reading.is_spike(thing, of_customers):
        return None
    known = {spike: causes.of(spike, thing, reading.moment) for spike in Spike.objects.known(reading.moment).drawn()}
    if spike := _explained_by(known, tickets.keys()):
        Sign.objects.create(spike=spike, family=thing.family, key=thing.key, word=_word(thing, tickets))
        if spike.is_on:
            _stand_behind(spike, [thing])
        return None
    own = tickets.keys() - set().union(*known.values())
    if not reading.is_spike(thing, _anew(thing, len({tickets[pk] for pk in own}), found, reading)):
        return None
    return _raise(thing, of_customers, tickets, reading)


def _raise(thing: Thing, found: Rise, tickets: dict[int, int], reading: Reading) -> Spike:
    spike = Spike.objects.create(
        family=thing.family,
        key=thing.key,
        word=_word(thing, tickets),
        hours=found.hours,
        n=found.n,
        usual=found.usual,
        chance=found.chance,
        began_at=Ticket.objects.filter(pk__in=tickets).order_by("received_at").values_list("received_at", flat=True)[0],
        raised_at=reading.moment,
        loud_at=reading.moment,
    )
    Sign.objects.create(spike=spike, family=thing.family, key=thing.key, word=spike.word)
    _stand_behind(spike, [thing])
    told = SpikeRaised(
        spike_id=spike.pk,
        family=spike.family,
        key=spike.key,
        word=spike.word,
        hours=spike.hours,
        n=spike.n,
        usual=spike.usual,
        chance=spike.chance,
    )
    record(told, about=spike, by=SYSTEM, at=reading.moment)
    return spike


def _explained_by(causes_of: Mapping[Spike, set[int]], tickets: AbstractSet[int]) -> Spike | None:
    """The known spike that it is a part of: half of the fewer tickets are the same."""
    for spike, behind in sorted(causes_of.items(), key=lambda pair: pair[0].pk):
        shared = behind & tickets
        if shared and 2 * len(shared) >= min(len(behind), len(tickets)):
            return spike
    return None


def _anew(thing: Thing, n: int, found: Rise, reading: Reading) -> Rise:
    """The same window, if so many had come."""
    return rise(n, found.hours, reading.usual([thing])[thing][found.hours])


def _tickets(thing: Thing, hours: int, reading: Reading) -> dict[int, int]:
    """The tickets of a window → their customers; whoever is not known is somebody of their own."""
    begin = reading.hour - timedelta(hours=hours - 1)
    rows = Sighting.objects.of([thing]).filter(at__gte=begin).values_list("pk", "ticket__customer")
    return {pk: customer or -pk for pk, customer in rows}


def _stand_behind(spike: Spike, things: Iterable[Thing]) -> None:
    """Every ticket of these things since it began; those that stand there already once."""
    rows = Sighting.objects.of(things).filter(at__gte=hour_of(spike.began_at)).values_list("pk", flat=True)
    Behind.objects.bulk_create([Behind(spike=spike, ticket_id=pk) for pk in rows], ignore_conflicts=True)


def _word(thing: Thing, tickets: Iterable[int]) -> str:
    """How a word is mostly written in these tickets: the beginning that most of its forms share."""
    if thing.family != Family.WORD:
        return ""
    texts = Ticket.objects.filter(pk__in=tickets).values_list("verbatim", flat=True)
    return _common([word for text in texts if (word := likeness.named(text).get(thing.key))])[:80]


def _common(words: list[str]) -> str:
    """The longest beginning that more than half of the words have; the shortest word of those where it is whole."""
    best = min(words, key=len, default="")
    for size in range(len(best) + 1, max(map(len, words), default=0) + 1):
        beginnings = [word[:size] for word in words if len(word) >= size]
        most = max(set(beginnings), key=beginnings.count, default="")
        if 2 * beginnings.count(most) <= len(words):
            break
        best = most
    return best

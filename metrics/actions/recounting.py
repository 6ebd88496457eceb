"""Count again: a day from its entries, weeks and months from their days."""

from datetime import date, datetime, time
from itertools import chain

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from common.locking import hold
from journal.events import Event
from journal.models import Delivery, Entry
from metrics.actions.counting import INSERT, TO_COUNT_AGAIN, Tally, put
from metrics.actions.summing import BY_HASH, summed
from metrics.actions.ticking import COUNTED, RULES
from metrics.cuts import FINE, cuts_summed
from metrics.models import Count, Reckoning
from metrics.spans import DAY, Grain, first_of, last_of

REACTION = "metrics.reactions.count_it"
_KINDS = [event.__name__ for event in COUNTED]
_PUT_RIGHT_LATER = "AftermathCorrected"


def rules() -> str:
    """What the counts depend on beside the entries: what is counted, and when a day begins."""
    return f"{RULES} {settings.TIME_ZONE}"


@transaction.atomic
def recount(day: date) -> int:
    """Count one day anew in its fine cuts, from the entries that were followed; returns how many entries it had."""
    have_the_ledger(f"counts of {day}")
    _revive_what_was_given_up(day)
    tally, entries = tally_of(day)
    Count.objects.filter(grain=Grain.DAY, first=day, cut__in=FINE).delete()
    put(tally.fine())
    return entries


def coarsen(first: date, last: date) -> None:
    """Sum up days into the other cuts, and into every week and month that they touch."""
    for grain in Grain:
        _coarsen(grain, first_of(grain, first), last_of(grain, last))


@transaction.atomic
def _coarsen(grain: Grain, begin: date, end: date) -> None:
    """One at a time, for a week may be of two months."""
    have_the_ledger(f"counts of every {grain}")
    cuts = cuts_summed(grain)
    Count.objects.filter(grain=grain, first__range=(begin, end), cut__in=cuts).delete()
    with connection.cursor() as cursor:
        cursor.execute(BY_HASH)
        for cut in cuts:
            cursor.execute(INSERT.replace("VALUES %s", summed(cut, grain)), [begin, end])


def tally_of(day: date) -> tuple[Tally, int]:
    """Count a day without keeping anything: what happened in it, and what was put right about it later.

    What still waits to be followed is left to its delivery.
    """
    tally, entries = Tally(), 0
    rows = (found.values_list("kind", "plain", "at").iterator(chunk_size=5000) for found in _entries_of(day))
    for kind, plain, at in chain.from_iterable(rows):
        tally.add(Event.read(kind, plain, at), at, only=day)
        entries += 1
    return tally, entries


def reckoning() -> Reckoning:
    """The one row about the counts as such."""
    return Reckoning.objects.get_or_create(pk=1, defaults={"rules": ""})[0]


def have_the_ledger(part: str) -> None:
    """Nobody adds meanwhile, and nobody else counts this part again; and it may take longer than a page."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '60s'; SET LOCAL statement_timeout = '10min'")
        cursor.execute(TO_COUNT_AGAIN)
    hold(part)


def _entries_of(day: date) -> list[QuerySet[Entry]]:
    zone = timezone.get_default_timezone()
    begin, end = (datetime.combine(each, time.min, zone) for each in (day, day + DAY))
    happened = Entry.objects.filter(kind__in=_KINDS, at__gte=begin, at__lt=end).exclude(kind=_PUT_RIGHT_LATER)
    put_right = Entry.objects.filter(kind=_PUT_RIGHT_LATER, at__gte=begin, plain__noted_on=day.isoformat())
    waiting = Delivery.objects.filter(entry=OuterRef("pk"), reaction=REACTION, done_at=None)
    return [rows.exclude(Exists(waiting)) for rows in (happened, put_right)]


def _revive_what_was_given_up(day: date) -> None:
    """What could never be counted when its turn came is counted now, and done."""
    zone = timezone.get_default_timezone()
    begin, end = (datetime.combine(each, time.min, zone) for each in (day, day + DAY))
    dead = Delivery.objects.filter(reaction=REACTION, dead_at__isnull=False, done_at=None)
    dead.filter(entry__at__gte=begin, entry__at__lt=end).update(done_at=timezone.now(), dead_at=None)

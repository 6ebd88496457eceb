"""See tickets: note by what each is counted, once, and count it in its hour and its day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from django.db import connection, transaction
from django.utils import timezone
from psycopg2.extras import execute_values

from common.clock import now
from spikes.models import Sighting, Tally
from spikes.queries import DAY, HOUR, Cell, Thing
from spikes.surprise import WEEKS
from spikes.vocabulary import Family
from tickets import likeness
from tickets.models import Likeness, ProductArea, Ticket

KEPT = timedelta(weeks=WEEKS + 2)
PORTION = 100
ALIKE = 0.4
"""From so much likeness on two complaints are about the same; `bench/spikes.py` shows what that finds."""
_NEIGHBOURS = 5


@transaction.atomic
def see(ticket_ids: Sequence[int]) -> int:
    """Count tickets that were not counted yet. May be done again: a ticket is seen once. Returns how many were new."""
    tickets = Ticket.objects.filter(pk__in=ticket_ids, received_at__gt=now() - KEPT).order_by("pk")
    areas = families_of(tickets)
    rows = [
        (one.pk, one.received_at, areas.get(one.product_area_id, []), 0, list(likeness.named(one.verbatim)))
        for one in tickets
    ]
    fresh = _new(rows)
    for sighting in fresh:
        sighting.kin = _kin_of(sighting.pk)
        sighting.save(update_fields=["kin"])
    _count(fresh, 1)
    return len(fresh)


@transaction.atomic
def see_elsewhere(ticket_id: int) -> None:
    """Count a ticket under the area that it is about by now. May be done again."""
    sighting = Sighting.objects.select_for_update(no_key=True).filter(pk=ticket_id).first()
    if sighting is None:
        return
    ticket = Ticket.objects.get(pk=ticket_id)
    old, new = sighting.areas, families_of([ticket]).get(ticket.product_area_id, [])
    if old != new:
        sighting.areas = new
        sighting.save(update_fields=["areas"])
        cells = Counter(_cells(sighting.at, [Thing(Family.AREA.value, key) for key in new]))
        cells.subtract(_cells(sighting.at, [Thing(Family.AREA.value, key) for key in old]))
        Tally.objects.add(cells)


def see_what_is_missing() -> int:
    """Count a portion of what was received in these weeks and was never counted, the oldest first; returns how many."""
    seen = Sighting.objects.filter(at__gt=now() - KEPT).values("pk")
    rows = Ticket.objects.filter(received_at__gt=now() - KEPT).exclude(pk__in=seen).order_by("pk")
    return see(list(rows.values_list("pk", flat=True)[:PORTION]))


@transaction.atomic
def forget() -> None:
    """Let go of what is older than any history that is asked for."""
    Sighting.objects.filter(at__lt=now() - KEPT)._raw_delete("default")
    Tally.objects.filter(at__lt=now() - KEPT)._raw_delete("default")


def hour_of(moment: datetime) -> datetime:
    """When the hour of a moment begins."""
    return moment.replace(minute=0, second=0, microsecond=0)


def day_of(moment: datetime) -> datetime:
    """When the firm's day of a moment begins."""
    zone = timezone.get_default_timezone()
    return datetime.combine(timezone.localdate(moment, zone), time.min, zone)


def families_of(tickets: Iterable[Ticket]) -> dict[int | None, list[int]]:
    """Area → itself and the one that it is a part of."""
    numbers = {ticket.product_area_id for ticket in tickets}
    rows = ProductArea.objects.filter(pk__in=[number for number in numbers if number]).values_list("pk", "parent")
    return {pk: [pk, parent] if parent else [pk] for pk, parent in rows}


def _new(rows: Sequence[tuple[object, ...]]) -> list[Sighting]:
    """Of these, those that nobody noted yet."""
    with connection.cursor() as cursor:
        fresh = execute_values(cursor.cursor, _NOTE, rows, fetch=True) if rows else []
    return list(Sighting.objects.filter(pk__in=[pk for (pk,) in fresh]).order_by("pk"))


def _kin_of(ticket_id: int) -> int:
    """The first ticket of those that most of its nearest belong to; its own where none is near."""
    row = Likeness.objects.select_related("ticket").filter(pk=ticket_id).first()
    asked = likeness.asked(row.ticket.verbatim) if row else {}
    near = Likeness.objects.alike(asked, beside=ticket_id, limit=_NEIGHBOURS, least=ALIKE)
    known = dict(Sighting.objects.filter(pk__in=[one.pk for one in near], kin__gt=0).values_list("pk", "kin"))
    votes = Counter(known[one.pk] for one in near if one.pk in known)
    return votes.most_common(1)[0][0] if votes else ticket_id


def _count(sightings: Iterable[Sighting], n: int) -> None:
    cells: Counter[Cell] = Counter()
    for sighting in sightings:
        for cell in _cells(sighting.at, sighting.things):
            cells[cell] += n
    Tally.objects.add(cells)


def _cells(at: datetime, things: Iterable[Thing]) -> list[Cell]:
    return [Cell(*where) for thing in things for where in ((HOUR, *thing, hour_of(at)), (DAY, *thing, day_of(at)))]


_NOTE = """
INSERT INTO spikes_sighting (ticket_id, at, areas, kin, words) VALUES %s
ON CONFLICT (ticket_id) DO NOTHING RETURNING ticket_id
"""

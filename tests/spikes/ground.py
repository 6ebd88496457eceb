"""Weeks in which a little came every day, kept as counts; and complaints that come now."""

from collections import Counter
from datetime import datetime, timedelta

from django.utils import timezone

from common.clock import moved_to
from spikes.actions import sighting, watching
from spikes.models import Spike, Tally
from spikes.queries import DAY, HOUR, Cell, Thing
from tests import make
from tickets.models import ProductArea, Ticket

NOON = datetime(2026, 3, 4, 12, 5, tzinfo=timezone.get_default_timezone())
LINES = [
    "My parcel is stuck at the depot since Monday.",
    "Nobody can say where the parcel is; it never left the depot.",
    "The driver told me that the depot lost my parcel.",
    "Still waiting. The parcel sits in your depot.",
    "Third call: which depot has the parcel?",
    "A depot full of parcels and mine is among them.",
    "The parcel went back to the depot, twice.",
    "Please get my parcel out of that depot.",
]


def a_history(*areas: ProductArea, weeks: int = 5) -> None:
    """One complaint of each area at noon of every day before."""
    cells: Counter[Cell] = Counter()
    for days in range(1, 7 * weeks + 3):
        at = NOON - timedelta(days=days)
        for thing in [Thing("all", 0), *(Thing("area", area.pk) for area in areas)]:
            cells[Cell(HOUR, *thing, sighting.hour_of(at))] += 1
            cells[Cell(DAY, *thing, sighting.day_of(at))] += 1
    Tally.objects.add(cells)


def come(n: int, area: ProductArea | None = None, *, at: datetime = NOON, lines: list[str] = LINES) -> list[Ticket]:
    """So many complaints, each by somebody else, counted at once."""
    with moved_to(at):
        tickets = [make.a_ticket(verbatim=f"{lines[k % len(lines)]} #{k}", product_area=area) for k in range(n)]
        sighting.see([ticket.pk for ticket in tickets])
    return tickets


def look(at: datetime = NOON) -> list[Spike]:
    """Watch at a moment."""
    with moved_to(at):
        return watching.watch()

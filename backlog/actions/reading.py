"""A metric of its own, which only a person can read: its day comes, and its owner is asked once."""

from datetime import datetime, timedelta

from backlog.events import HypothesisFellDue
from backlog.models import Item, Measurement
from journal.actions import record
from journal.actors import Actor
from journal.models import Entry


def is_due(item: Item, at: datetime) -> bool:
    """Whether the day of its own metric has come and nobody has read it."""
    if not item.hypothesis_metric or item.shipped_at is None or item.hypothesis_found is not None:
        return False
    return at >= item.shipped_at + timedelta(days=item.hypothesis_days or 0)


def fall_due(item: Item, measured: Measurement, *, by: Actor, at: datetime) -> bool:
    """Ask for what the metric says, once for each day on which it was to be read; returns whether it was asked for."""
    if measured.hypothesis_on is None or not is_due(item, at):
        return False
    on = measured.hypothesis_on.isoformat()
    asked = Entry.objects.about(item).filter(kind=HypothesisFellDue.__name__, plain__on=on)
    if asked.exists():
        return False
    record(HypothesisFellDue(item_id=item.pk, metric=item.hypothesis_metric, on=on), about=item, by=by, at=at)
    return True

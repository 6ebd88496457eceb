"""What can be done about counts? Count what happened, and count it all again."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from journal.events import Event
from journal.models import Entry
from metrics.models import AFTER, DayCount, Measure
from tickets.events import (
    AftermathCorrected,
    AftermathNoted,
    MessageWritten,
    TicketAccepted,
    TicketAssessed,
    TicketDeclined,
    TicketEvent,
    TicketHeard,
    TicketReceived,
    TicketResurfaced,
    TicketUnpromised,
    Told,
)
from tickets.vocabulary import After, MessageKind, Outcome

Key = tuple[str, date, int, str, str]
"""Measure, day, area (0: none), channel, detail."""

COUNTED = (
    TicketReceived,
    TicketHeard,
    TicketAssessed,
    TicketAccepted,
    TicketDeclined,
    TicketUnpromised,
    TicketResurfaced,
    MessageWritten,
    AftermathNoted,
    AftermathCorrected,
)


@dataclass(frozen=True)
class Tick:
    """One count of one thing: `n` more (or fewer), how long it took where that is measured, and on which day.

    The day is that of the entry, except where an earlier count is put right.
    """

    measure: Measure
    detail: str = ""
    n: int = 1
    seconds: int | None = None
    day: date | None = None


@dataclass
class Tally:
    """Counts of many entries."""

    n: Counter[Key] = field(default_factory=Counter)
    seconds: defaultdict[Key, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, event: TicketEvent, at: datetime) -> None:
        """Count one more."""
        for tick in ticks(event):
            key = _key(event, tick, at)
            self.n[key] += tick.n
            if tick.seconds is not None:
                self.seconds[key].append(tick.seconds)


def ticks(event: Event) -> Iterator[Tick]:
    """What an event adds to the counts: the one place that says what is counted."""
    match event:
        case TicketReceived():
            yield Tick(Measure.RECEIVED)
        case TicketHeard(is_first=True, seconds=seconds):
            yield Tick(Measure.HEARD, seconds=seconds)
        case TicketAssessed(finding=finding):
            yield Tick(Measure.ASSESSED, detail=finding)
    yield from _decided(event)
    yield from _waiting(event)
    yield from _told(event)
    yield from _became(event)


@transaction.atomic
def count(event: TicketEvent, at: datetime) -> None:
    """Add one event to its day."""
    count_all([(event, at)])


@transaction.atomic
def count_all(happened: Iterable[tuple[TicketEvent, datetime]]) -> None:
    """Add many events to their days; always in the same order of keys, so that two who count never block each other."""
    tally = Tally()
    for event, at in happened:
        tally.add(event, at)
    with connection.cursor() as cursor:
        for key in sorted(tally.n):
            cursor.execute(_ADD, [*key, tally.n[key], tally.seconds[key]])


@transaction.atomic
def rebuild() -> int:
    """Count every entry again from the beginning; returns how many counts there are."""
    DayCount.objects.all().delete()
    tally = tally_entries()
    rows = [_row(key, n, tally.seconds[key]) for key, n in tally.n.items() if n or tally.seconds[key]]
    DayCount.objects.bulk_create(rows, batch_size=2000)
    return len(rows)


def differences() -> list[str]:
    """Where the kept counts differ from the entries; empty when they agree."""
    tally, kept = tally_entries(), {}
    for row in DayCount.objects.iterator(chunk_size=2000):
        kept[(row.measure, row.day, row.area_id, row.channel, row.detail)] = (row.n, sorted(row.seconds))
    counted = {key: (n, sorted(tally.seconds[key])) for key, n in tally.n.items()}
    nothing: tuple[int, list[int]] = (0, [])
    return [
        f"{key}: kept {kept.get(key, nothing)[0]}, entries say {counted.get(key, nothing)[0]}"
        for key in sorted(kept.keys() | counted.keys(), key=str)
        if kept.get(key, nothing) != counted.get(key, nothing)
    ]


def tally_entries() -> Tally:
    """Count all entries without keeping anything."""
    tally = Tally()
    entries = Entry.objects.filter(kind__in=[event.__name__ for event in COUNTED]).order_by("id")
    for entry in entries.values_list("kind", "plain", "at").iterator(chunk_size=5000):
        event = Event.read(*entry)
        assert isinstance(event, TicketEvent)
        tally.add(event, entry[2])
    return tally


def _decided(event: Event) -> Iterator[Tick]:
    """A yes or a no; a promise taken back is a no, but did not take long by itself."""
    match event:
        case TicketAccepted(seconds=seconds):
            yield Tick(Measure.ACCEPTED, seconds=seconds)
        case TicketDeclined(reason=reason, seconds=seconds):
            yield Tick(Measure.DECLINED, detail=reason, seconds=seconds)
        case TicketUnpromised(reason=reason):
            yield Tick(Measure.DECLINED, detail=reason)


def _waiting(event: Event) -> Iterator[Tick]:
    """One more, or one fewer, who waits for a capability."""
    match event:
        case TicketDeclined() | TicketUnpromised() if event.capability_id:
            yield Tick(Measure.WAITING, detail=str(event.capability_id))
        case TicketResurfaced() if event.waited_for_id:
            yield Tick(Measure.WAITING, detail=str(event.waited_for_id), n=-1)


def _told(event: Event) -> Iterator[Tick]:
    """A message to a customer, by the writer's role, and whether its wording got a hint; notes are not sent."""
    if not isinstance(event, Told) or not event.writer:
        return
    if isinstance(event, MessageWritten) and event.kind != MessageKind.REPLY:
        return
    yield Tick(Measure.SENT, detail=event.writer)
    if event.hints:
        yield Tick(Measure.HINTED, detail=event.writer)


def _became(event: Event) -> Iterator[Tick]:
    """What became of a customer; a correction moves one from there to here, on the day of the note."""
    match event:
        case AftermathNoted():
            yield Tick(_after(event), detail=event.became)
        case AftermathCorrected():
            day = date.fromisoformat(event.noted_on)
            yield Tick(_after(event), detail=event.was, n=-1, day=day)
            yield Tick(_after(event), detail=event.became, day=day)


def _after(event: AftermathNoted | AftermathCorrected) -> Measure:
    return AFTER[Outcome(event.outcome), After(event.after_days)]


def _key(event: TicketEvent, tick: Tick, at: datetime) -> Key:
    day = tick.day or timezone.localdate(at, timezone.get_default_timezone())
    return str(tick.measure), day, event.area_id or 0, event.channel, tick.detail


def _row(key: Key, n: int, seconds: list[int]) -> DayCount:
    measure, day, area_id, channel, detail = key
    return DayCount(measure=measure, day=day, area_id=area_id, channel=channel, detail=detail, n=n, seconds=seconds)


_ADD = """
INSERT INTO metrics_daycount (measure, day, area_id, channel, detail, n, seconds)
VALUES (%s, %s, %s, %s, %s, %s, %s::int[])
ON CONFLICT (measure, day, area_id, channel, detail)
DO UPDATE SET n = metrics_daycount.n + excluded.n, seconds = metrics_daycount.seconds || excluded.seconds
"""

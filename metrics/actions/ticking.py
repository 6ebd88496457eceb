"""What does an entry add to the counts? The one place that says what is counted, of what, and when."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from backlog.events import (
    ComplaintCameBack,
    ItemProposed,
    ItemShipped,
    VerdictReached,
    VoiceJoined,
)
from backlog.events.voices import JOINING, LEAVING, Joining
from backlog.models import Item
from backlog.recurrence import Verdict
from journal.events import Event
from journal.models import Entry
from metrics.models import AFTER, Measure
from notifications.events import CustomerCalled, CustomerTold
from tickets.events import (
    AftermathCorrected,
    AftermathNoted,
    HearingConfirmed,
    MessageWritten,
    TicketAccepted,
    TicketAssessed,
    TicketDeclined,
    TicketEvent,
    TicketHeard,
    TicketMisheard,
    TicketReceived,
    TicketResurfaced,
    TicketSetAside,
    TicketUnpromised,
    Told,
)
from tickets.vocabulary import After, Doer, MessageKind, Outcome

RULES = 3
"""Raised whenever an entry adds something else, or elsewhere, than before: everything is counted again by itself."""

QUIET = frozenset({Verdict.GONE, Verdict.LESS})
"""Verdicts that say that a complaint went quiet."""

_M = Measure


class Facts(NamedTuple):
    """Of what something was counted; 0 and "" stand for none."""

    area_id: int = 0
    channel: str = ""
    language: str = ""
    team_id: int = 0
    company_id: int = 0


class Tick(NamedTuple):
    """One count of one thing: `n` more (or fewer), in detail, how long it took where that is measured, and on which day.

    The day is that of the entry, except where an earlier count is put right.
    """

    measure: Measure
    detail: str = ""
    n: int = 1
    seconds: int | None = None
    day: date | None = None


Part = Callable[[Any, datetime], Iterable[Tick]]
"""What one kind of event adds, or a part of that."""


def day_of(moment: datetime) -> date:
    """The day of a moment by the firm's clock."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def ticked(event: Event, at: datetime) -> Iterator[tuple[Facts, Tick]]:
    """What an entry adds, each with the complaint that it is counted of."""
    if isinstance(event, ItemShipped | VerdictReached):
        yield from _spoken_for(event, at)
        return
    facts = facts_of(event)
    for part in _PARTS.get(type(event), ()):
        for tick in part(event, at):
            yield facts, tick


def facts_of(event: Event) -> Facts:
    """Area, channel, language, team and company, as they were when it happened."""
    if isinstance(event, TicketEvent):
        return Facts(event.area_id or 0, event.channel, event.language, event.team_id or 0, event.company_id or 0)
    return Facts(area_id=getattr(event, "area_id", None) or 0)


def _one(measure: Measure) -> Part:
    """One more of a thing, of which nothing else is to be said."""
    tick = Tick(measure)
    return lambda _event, _at: (tick,)


def _received(_event: TicketReceived, at: datetime) -> Iterator[Tick]:
    """With the hour of the week."""
    local = timezone.localtime(at, timezone.get_default_timezone())
    yield Tick(_M.RECEIVED, detail=f"{local.weekday()}-{local.hour}")


def _heard(event: TicketHeard, _at: datetime) -> Iterator[Tick]:
    """The first time that we said what we understood; later times were counted then."""
    if event.is_first:
        yield Tick(_M.HEARD, seconds=event.seconds)
        yield from _in_time(event.in_time)


def _assessed(event: TicketAssessed, _at: datetime) -> Iterator[Tick]:
    yield Tick(_M.ASSESSED, detail=event.finding)


def _set_aside(event: TicketSetAside, _at: datetime) -> Iterator[Tick]:
    """Not judged at all."""
    yield Tick(_M.SET_ASIDE, detail=event.reason)


def _proposed(event: ItemProposed, _at: datetime) -> Iterator[Tick]:
    yield Tick(_M.PROPOSED)
    if event.ticket_id:
        yield Tick(_M.FROM_COMPLAINT)


def _in_time(answer: bool | None) -> Iterator[Tick]:
    """Whether the promised hour was kept, where that was written down."""
    if answer is not None:
        yield Tick(_M.IN_TIME if answer else _M.LATE)


def _accepted(event: TicketAccepted, _at: datetime) -> Iterator[Tick]:
    """A yes, and whether it led to a lasting change or to a favour by hand each time, where that was written down."""
    yield Tick(_M.ACCEPTED, seconds=event.seconds)
    if event.built_in:
        yield Tick(_M.BY_HAND if event.built_in == Doer.BY_HAND else _M.LASTING)
    yield from _in_time(event.in_time)


def _declined(event: TicketDeclined, _at: datetime) -> Iterator[Tick]:
    yield Tick(_M.DECLINED, detail=event.reason, seconds=event.seconds)
    yield from _in_time(event.in_time)


def _unpromised(event: TicketUnpromised, _at: datetime) -> Iterator[Tick]:
    """A promise taken back is a no, but did not take long by itself."""
    yield Tick(_M.DECLINED, detail=event.reason)


def _waiting(event: TicketDeclined | TicketUnpromised, _at: datetime) -> Iterator[Tick]:
    """One more who waits for a capability."""
    if event.capability_id:
        yield Tick(_M.WAITING, detail=str(event.capability_id))


def _waited(event: TicketResurfaced, _at: datetime) -> Iterator[Tick]:
    """One fewer who waits for it."""
    if event.waited_for_id:
        yield Tick(_M.WAITING, detail=str(event.waited_for_id), n=-1)


def _told(event: Told, _at: datetime) -> Iterator[Tick]:
    """A message to a customer, by the writer's role, and whether its wording got a hint."""
    if event.writer:
        yield Tick(_M.SENT, detail=event.writer)
        if event.hints:
            yield Tick(_M.HINTED, detail=event.writer)


def _written(event: MessageWritten, at: datetime) -> Iterator[Tick]:
    """Notes are not sent."""
    if event.kind == MessageKind.REPLY:
        yield from _told(event, at)


def _became(event: AftermathNoted | AftermathCorrected, _at: datetime) -> Iterator[Tick]:
    """What became of a customer; a correction moves one from there to here, on the day of the note."""
    measure = AFTER[Outcome(event.outcome), After(event.after_days)]
    if isinstance(event, AftermathNoted):
        yield Tick(measure, detail=event.became)
        return
    day = date.fromisoformat(event.noted_on)
    yield Tick(measure, detail=event.was, n=-1, day=day)
    yield Tick(measure, detail=event.became, day=day)


_PARTS: dict[type[Event], tuple[Part, ...]] = {
    TicketReceived: (_received,),
    TicketHeard: (_heard,),
    TicketMisheard: (_one(_M.MISHEARD),),
    HearingConfirmed: (_one(_M.CONFIRMED),),
    TicketAssessed: (_assessed,),
    TicketSetAside: (_set_aside,),
    TicketAccepted: (_accepted, _told),
    TicketDeclined: (_declined, _waiting, _told),
    TicketUnpromised: (_unpromised, _waiting),
    TicketResurfaced: (_waited,),
    MessageWritten: (_written,),
    AftermathNoted: (_became,),
    AftermathCorrected: (_became,),
    ItemProposed: (_proposed,),
    VoiceJoined: (_one(_M.PROMOTED),),
    CustomerTold: (_one(_M.TOLD),),
    CustomerCalled: (_one(_M.TOLD),),
    ComplaintCameBack: (_one(_M.CAME_BACK),),
}
"""What an event adds to the counts of what it is about, part by part."""
COUNTED: tuple[type[Event], ...] = (*_PARTS, ItemShipped, VerdictReached)


def _spoken_for(event: ItemShipped | VerdictReached, at: datetime) -> Iterator[tuple[Facts, Tick]]:
    """Every complaint that spoke for an item when it was shipped, or found gone quiet; each once, the first time."""
    if isinstance(event, VerdictReached) and event.verdict not in QUIET:
        return
    measure = _M.SHIPPED if isinstance(event, ItemShipped) else _M.QUIET
    for voice, joined_at in _speaking(event, at):
        waited = at - joined_at + timedelta(seconds=voice.seconds)
        yield facts_of(voice), Tick(measure, seconds=int(waited.total_seconds()) if measure == _M.SHIPPED else None)


def _speaking(event: ItemShipped | VerdictReached, at: datetime) -> list[tuple[Joining, datetime]]:
    """Who had joined an item and not left it when this happened, without those of an earlier time that it happened."""
    kinds = [kind.__name__ for kind in (*JOINING, *LEAVING, type(event))]
    told = Entry.objects.about(Item(pk=event.item_id)).filter(kind__in=kinds, at__lte=at)
    speaking: dict[int, tuple[Joining, datetime]] = {}
    for kind, plain, moment in told.values_list("kind", "plain", "at"):
        said = Event.read(kind, plain, moment)
        if isinstance(said, JOINING):
            speaking[said.ticket_id] = said, moment
        elif isinstance(said, LEAVING):
            speaking.pop(said.ticket_id, None)
        elif moment < at and (isinstance(said, ItemShipped) or plain["verdict"] in QUIET):
            speaking.clear()
    return list(speaking.values())

"""What does an entry add to the counts? The one place that says what is counted, of what, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

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

COUNTED: tuple[type[Event], ...] = (
    TicketReceived,
    TicketHeard,
    TicketMisheard,
    HearingConfirmed,
    TicketAssessed,
    TicketAccepted,
    TicketDeclined,
    TicketSetAside,
    TicketUnpromised,
    TicketResurfaced,
    MessageWritten,
    AftermathNoted,
    AftermathCorrected,
    ItemProposed,
    VoiceJoined,
    ItemShipped,
    VerdictReached,
    CustomerTold,
    CustomerCalled,
    ComplaintCameBack,
)
RULES = 3
"""Raised whenever an entry adds something else, or elsewhere, than before: everything is counted again by itself."""

QUIET = frozenset({Verdict.GONE, Verdict.LESS})
"""Verdicts that say that a complaint went quiet."""

_M = Measure
_SIMPLE: dict[type[Event], Measure] = {
    TicketMisheard: _M.MISHEARD,
    HearingConfirmed: _M.CONFIRMED,
    VoiceJoined: _M.PROMOTED,
    CustomerTold: _M.TOLD,
    CustomerCalled: _M.TOLD,
    ComplaintCameBack: _M.CAME_BACK,
}


@dataclass(frozen=True)
class Facts:
    """Of what something was counted; 0 and "" stand for none."""

    area_id: int = 0
    channel: str = ""
    language: str = ""
    team_id: int = 0
    company_id: int = 0


@dataclass(frozen=True)
class Tick:
    """One count of one thing: `n` more (or fewer), in detail, how long it took where that is measured, and on which day.

    The day is that of the entry, except where an earlier count is put right.
    """

    measure: Measure
    detail: str = ""
    n: int = 1
    seconds: int | None = None
    day: date | None = None


def day_of(moment: datetime) -> date:
    """The day of a moment by the firm's clock."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def ticked(event: Event, at: datetime) -> Iterator[tuple[Facts, Tick]]:
    """What an entry adds, each with the complaint that it is counted of."""
    if isinstance(event, ItemShipped | VerdictReached):
        yield from _spoken_for(event, at)
        return
    facts = facts_of(event)
    for tick in ticks(event, at):
        yield facts, tick


def facts_of(event: Event) -> Facts:
    """Area, channel, language, team and company, as they were when it happened."""
    if isinstance(event, TicketEvent):
        return Facts(event.area_id or 0, event.channel, event.language, event.team_id or 0, event.company_id or 0)
    return Facts(area_id=getattr(event, "area_id", None) or 0)


def ticks(event: Event, at: datetime) -> Iterator[Tick]:
    """What an event adds to the counts of what it is about."""
    if simple := _SIMPLE.get(type(event)):
        yield Tick(simple)
        return
    yield from _how(event, at)


def _how(event: Event, at: datetime) -> Iterator[Tick]:
    match event:
        case TicketReceived():
            local = timezone.localtime(at, timezone.get_default_timezone())
            yield Tick(_M.RECEIVED, detail=f"{local.weekday()}-{local.hour}")
        case ItemProposed():
            yield Tick(_M.PROPOSED)
            yield from [Tick(_M.FROM_COMPLAINT)] if event.ticket_id else []
        case AftermathNoted() | AftermathCorrected():
            yield from _became(event)
        case TicketEvent():
            for part in (_heard, _judged, _decided, _waiting, _told):
                yield from part(event)


def _heard(event: Event) -> Iterator[Tick]:
    """The first time that we said what we understood; later times were counted then."""
    if isinstance(event, TicketHeard) and event.is_first:
        yield Tick(_M.HEARD, seconds=event.seconds)
        yield from _in_time(event.in_time)


def _judged(event: Event) -> Iterator[Tick]:
    """Assessed, or not judged at all."""
    match event:
        case TicketAssessed(finding=finding):
            yield Tick(_M.ASSESSED, detail=finding)
        case TicketSetAside(reason=reason):
            yield Tick(_M.SET_ASIDE, detail=reason)


def _in_time(answer: bool | None) -> Iterator[Tick]:
    """Whether the promised hour was kept, where that was written down."""
    if answer is not None:
        yield Tick(_M.IN_TIME if answer else _M.LATE)


def _decided(event: Event) -> Iterator[Tick]:
    """A yes or a no; a promise taken back is a no, but did not take long by itself."""
    match event:
        case TicketAccepted():
            yield Tick(_M.ACCEPTED, seconds=event.seconds)
            yield from _kind_of_change(event.built_in)
            yield from _in_time(event.in_time)
        case TicketDeclined():
            yield Tick(_M.DECLINED, detail=event.reason, seconds=event.seconds)
            yield from _in_time(event.in_time)
        case TicketUnpromised():
            yield Tick(_M.DECLINED, detail=event.reason)


def _kind_of_change(built_in: str) -> Iterator[Tick]:
    """A lasting change, or a favour by hand each time; nothing where that was not written down."""
    if built_in:
        yield Tick(_M.BY_HAND if built_in == Doer.BY_HAND else _M.LASTING)


def _waiting(event: Event) -> Iterator[Tick]:
    """One more, or one fewer, who waits for a capability."""
    match event:
        case TicketDeclined() | TicketUnpromised() if event.capability_id:
            yield Tick(_M.WAITING, detail=str(event.capability_id))
        case TicketResurfaced() if event.waited_for_id:
            yield Tick(_M.WAITING, detail=str(event.waited_for_id), n=-1)


def _told(event: Event) -> Iterator[Tick]:
    """A message to a customer, by the writer's role, and whether its wording got a hint; notes are not sent."""
    if not isinstance(event, Told) or not event.writer:
        return
    if isinstance(event, MessageWritten) and event.kind != MessageKind.REPLY:
        return
    yield Tick(_M.SENT, detail=event.writer)
    if event.hints:
        yield Tick(_M.HINTED, detail=event.writer)


def _became(event: AftermathNoted | AftermathCorrected) -> Iterator[Tick]:
    """What became of a customer; a correction moves one from there to here, on the day of the note."""
    measure = AFTER[Outcome(event.outcome), After(event.after_days)]
    if isinstance(event, AftermathNoted):
        yield Tick(measure, detail=event.became)
        return
    day = date.fromisoformat(event.noted_on)
    yield Tick(measure, detail=event.was, n=-1, day=day)
    yield Tick(measure, detail=event.became, day=day)


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

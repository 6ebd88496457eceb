"""What is there to tell of an event? One word for what happened, what it is about, and where that stands now."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from backlog import events as on_the_backlog
from backlog.workflow import ItemStage
from capabilities.events import CapabilityArrived
from connections.vocabulary import EventType
from journal.events import Event
from spikes.events import SpikeRaised
from spikes.vocabulary import Family
from tickets import events as on_tickets
from tickets.workflow import Stage


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One event, as other machines may hear of it. `stage` is where it stood right after."""

    type: str
    at: datetime
    about: str
    number: int
    stage: str = ""
    area_id: int | None = None
    more: dict[str, Any] = field(default_factory=dict)


_Reader = Callable[[Any], Happening]


def read(event: Event) -> Happening | None:
    """What there is to tell; nothing where an item only changed places in its column."""
    if isinstance(event, on_the_backlog.ItemMoved) and event.source == event.target:
        return None
    return READERS[type(event)](event)


def _of_ticket(kind: EventType, stage: str, *names: str) -> _Reader:
    def reading(event: on_tickets.TicketEvent) -> Happening:
        return Happening(
            type=kind,
            at=event.happened_at,
            about="ticket",
            number=event.ticket_id,
            stage=stage,
            area_id=event.area_id,
            more={"channel": event.channel} | {name: getattr(event, name) for name in names},
        )

    return reading


def _of_item(kind: EventType, stage: str, *names: str) -> _Reader:
    def reading(event: Any) -> Happening:
        return Happening(
            type=kind,
            at=event.happened_at,
            about="item",
            number=event.item_id,
            stage=stage or event.target,
            more={name: getattr(event, name) for name in names},
        )

    return reading


def _of_release(event: on_the_backlog.ReleaseShipped) -> Happening:
    items = {"items": [f"PB-{number}" for number in event.items]}
    return Happening(
        type=EventType.RELEASE_SHIPPED, at=event.happened_at, about="release", number=event.release_id, more=items
    )


def _of_capability(event: CapabilityArrived) -> Happening:
    return Happening(
        type=EventType.CAPABILITY_ARRIVED, at=event.happened_at, about="capability", number=event.capability_id
    )


def _of_spike(event: SpikeRaised) -> Happening:
    return Happening(
        type=EventType.SPIKE_RAISED,
        at=event.happened_at,
        about="spike",
        number=event.spike_id,
        area_id=event.key if event.family == Family.AREA else None,
        more={name: getattr(event, name) for name in ("family", "hours", "n", "usual", "chance")},
    )


_T, _I = Stage, ItemStage
READERS: dict[type[Event], _Reader] = {
    on_tickets.TicketReceived: _of_ticket(EventType.TICKET_RECEIVED, _T.TO_LISTEN),
    on_tickets.TicketHeard: _of_ticket(EventType.TICKET_HEARD, _T.TO_ASSESS),
    on_tickets.TicketMisheard: _of_ticket(EventType.TICKET_MISHEARD, _T.TO_LISTEN),
    on_tickets.TicketAssessed: _of_ticket(EventType.TICKET_ASSESSED, _T.TO_DECIDE, "finding", "recommended"),
    on_tickets.TicketAccepted: _of_ticket(EventType.TICKET_ACCEPTED, _T.ACCEPTED),
    on_tickets.TicketDeclined: _of_ticket(EventType.TICKET_DECLINED, _T.DECLINED, "reason", "capability_id"),
    on_tickets.TicketSetAside: _of_ticket(EventType.TICKET_SET_ASIDE, _T.SET_ASIDE, "reason"),
    on_tickets.TicketReopened: _of_ticket(EventType.TICKET_REOPENED, _T.TO_LISTEN),
    on_tickets.TicketResurfaced: _of_ticket(EventType.TICKET_RESURFACED, _T.TO_ASSESS, "why"),
    on_the_backlog.ItemProposed: _of_item(EventType.ITEM_PROPOSED, _I.PROPOSED),
    on_the_backlog.ItemMoved: _of_item(EventType.ITEM_MOVED, "", "source"),
    on_the_backlog.ItemShipped: _of_item(EventType.ITEM_SHIPPED, _I.SHIPPED, "release_id"),
    on_the_backlog.ItemCameBack: _of_item(EventType.ITEM_CAME_BACK, _I.IN_PROGRESS),
    on_the_backlog.ItemVerified: _of_item(EventType.ITEM_VERIFIED, _I.VERIFIED, "verdict"),
    on_the_backlog.ItemDropped: _of_item(EventType.ITEM_DROPPED, _I.DROPPED, "reason"),
    on_the_backlog.ReleaseShipped: _of_release,
    CapabilityArrived: _of_capability,
    SpikeRaised: _of_spike,
}
"""Which events are told at all. What is not here stays in the house."""

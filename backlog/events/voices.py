"""What can have happened to the voices of an item?"""

from dataclasses import dataclass
from typing import TypeAlias

from journal.events import Event
from tickets.events import TicketEvent


@dataclass(frozen=True, kw_only=True)
class VoiceJoined(TicketEvent):
    """A ticket that was accepted speaks for an item; `seconds` since it was received."""

    item_id: int
    seconds: int = 0


@dataclass(frozen=True, kw_only=True)
class VoiceAdded(TicketEvent):
    """A ticket that speaks for an item speaks for another one, too."""

    item_id: int
    seconds: int = 0


@dataclass(frozen=True, kw_only=True)
class VoiceCarried(TicketEvent):
    """One of the voices that were brought to an item: what counts look at; the deed is told by `VoicesBrought`."""

    item_id: int
    seconds: int = 0


@dataclass(frozen=True, kw_only=True)
class VoiceLeft(Event):
    """One of the voices that were taken from an item; the deed is told by `VoicesTaken`."""

    item_id: int
    ticket_id: int


@dataclass(frozen=True, kw_only=True)
class VoiceWithdrawn(Event):
    """A ticket no longer speaks for an item."""

    item_id: int
    ticket_id: int


@dataclass(frozen=True, kw_only=True)
class VoiceRestated(Event):
    """What a ticket says for an item was marked otherwise: its importance, or the words that matter."""

    item_id: int
    ticket_id: int


@dataclass(frozen=True, kw_only=True)
class VoicesTaken(Event):
    """So many voices went from this item to another one; `undone`: they went back there."""

    item_id: int
    target_id: int
    regrouping_id: int
    count: int
    undone: bool = False


@dataclass(frozen=True, kw_only=True)
class VoicesBrought(Event):
    """So many voices came to this item from another one; `undone`: they came back."""

    item_id: int
    source_id: int
    regrouping_id: int
    count: int
    undone: bool = False


@dataclass(frozen=True, kw_only=True)
class ItemJoined(Event):
    """It turned out to be the same as another item, which stays."""

    item_id: int
    target_id: int


@dataclass(frozen=True, kw_only=True)
class ItemParted(Event):
    """It turned out to be another thing than the item that it was joined with."""

    item_id: int
    target_id: int
    stage: str


Joining: TypeAlias = VoiceJoined | VoiceAdded | VoiceCarried
JOINING, LEAVING = (VoiceJoined, VoiceAdded, VoiceCarried), (VoiceWithdrawn, VoiceLeft)
"""From when to when a ticket spoke for an item. Only the first, with its acceptance, promotes the ticket."""

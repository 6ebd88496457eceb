"""What can have happened to the voices of an item?"""

from dataclasses import dataclass

from journal.events import Event


@dataclass(frozen=True, kw_only=True)
class VoiceJoined(Event):
    """A ticket speaks for an item."""

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

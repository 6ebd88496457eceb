"""What can have happened to an item?"""

from dataclasses import dataclass

from journal.events import Event


@dataclass(frozen=True, kw_only=True)
class ItemProposed(Event):
    """A problem is on the backlog."""

    item_id: int


@dataclass(frozen=True, kw_only=True)
class ItemEdited(Event):
    """What it says was changed; the names of the fields."""

    item_id: int
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class ItemMoved(Event):
    """It went from one stage to another, or to another place."""

    item_id: int
    source: str
    target: str


@dataclass(frozen=True, kw_only=True)
class ItemShipped(Event):
    """What was promised is there."""

    item_id: int


@dataclass(frozen=True, kw_only=True)
class ItemDropped(Event):
    """The promise is taken back."""

    item_id: int
    reason: str


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

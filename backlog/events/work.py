"""What can have happened beside an item?"""

from dataclasses import dataclass

from journal.events import Event


@dataclass(frozen=True, kw_only=True)
class ItemBlocked(Event):
    """It waits for another item or a capability; one of the two is named."""

    item_id: int
    by_item_id: int | None
    by_capability_id: int | None


@dataclass(frozen=True, kw_only=True)
class ItemUnblocked(Event):
    """It no longer waits for that."""

    item_id: int
    by_item_id: int | None
    by_capability_id: int | None


@dataclass(frozen=True, kw_only=True)
class ItemCommented(Event):
    """A colleague said something about it."""

    item_id: int
    comment_id: int


@dataclass(frozen=True, kw_only=True)
class ItemFilesAdded(Event):
    """Files, so many, were put beside it."""

    item_id: int
    count: int


@dataclass(frozen=True, kw_only=True)
class MetricRead(Event):
    """What the metric of its own was before and is since; numbers as text."""

    item_id: int
    metric: str
    before: str
    found: str
    result: str

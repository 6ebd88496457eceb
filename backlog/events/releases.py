"""What can have happened to a release?"""

from dataclasses import dataclass

from journal.events import Event


@dataclass(frozen=True, kw_only=True)
class ReleasePlanned(Event):
    """Something is to be shipped together."""

    release_id: int


@dataclass(frozen=True, kw_only=True)
class ReleaseEdited(Event):
    """What it says was changed; the names of the fields."""

    release_id: int
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class ItemPutIn(Event):
    """An item is to be shipped with a release."""

    release_id: int
    item_id: int


@dataclass(frozen=True, kw_only=True)
class ItemTakenOut(Event):
    """An item is no longer to be shipped with a release."""

    release_id: int
    item_id: int


@dataclass(frozen=True, kw_only=True)
class ReleaseShipped(Event):
    """All of it is there, for those who have it."""

    release_id: int
    version: str
    items: list[int]


@dataclass(frozen=True, kw_only=True)
class ReleaseOpened(Event):
    """More customers have it, or will from a moment on: a share in percent, or so many by name."""

    release_id: int
    how: str
    percent: int
    named: int
    since: str


@dataclass(frozen=True, kw_only=True)
class RolloutHeld(Event):
    """The steps that were still to come do not come; whoever has it keeps it."""

    release_id: int
    percents: list[int]

"""What can have happened to a connection?"""

from dataclasses import dataclass

from journal.events import Event


@dataclass(frozen=True, kw_only=True)
class ConnectionMade(Event):
    """Another machine hears what happens here."""

    connection_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class ConnectionChanged(Event):
    """It is set up differently; the fields, not the values."""

    connection_id: int
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class SecretRotated(Event):
    """What goes out is signed with a new secret."""

    connection_id: int


@dataclass(frozen=True, kw_only=True)
class ConnectionPaused(Event):
    """Nothing is posted any more: somebody paused it, it failed for days, or it is gone."""

    connection_id: int
    owner_id: int
    name: str
    why: str


@dataclass(frozen=True, kw_only=True)
class ConnectionResumed(Event):
    """Posts go out again."""

    connection_id: int


@dataclass(frozen=True, kw_only=True)
class ConnectionRemoved(Event):
    """Nothing is posted there, ever again."""

    connection_id: int


@dataclass(frozen=True, kw_only=True)
class ConnectionTested(Event):
    """Somebody wants to see whether posts arrive."""

    connection_id: int


@dataclass(frozen=True, kw_only=True)
class PostRepeated(Event):
    """A post goes out once more, under its old name."""

    connection_id: int
    post_id: int


@dataclass(frozen=True, kw_only=True)
class IssueLinked(Event):
    """An item is worked on in an issue elsewhere."""

    item_id: int
    link_id: int
    reference: str
    url: str


@dataclass(frozen=True, kw_only=True)
class IssueAsked(Event):
    """An issue is to be made for an item."""

    item_id: int
    link_id: int
    connection_id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class IssueMade(Event):
    """It was made."""

    item_id: int
    link_id: int
    reference: str
    url: str


@dataclass(frozen=True, kw_only=True)
class IssueUnlinked(Event):
    """An item is no longer worked on there, or not for our purposes."""

    item_id: int
    reference: str


@dataclass(frozen=True, kw_only=True)
class IssueDone(Event):
    """The issue is done there; whether its item is shipped, a person says."""

    item_id: int
    link_id: int
    reference: str
    owner_id: int | None


@dataclass(frozen=True, kw_only=True)
class IssueReopened(Event):
    """The issue is not done after all."""

    item_id: int
    link_id: int
    reference: str


@dataclass(frozen=True, kw_only=True)
class ShippingPutOff(Event):
    """The issue is done there, and the item is not shipped with it."""

    item_id: int
    link_id: int
    reference: str

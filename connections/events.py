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

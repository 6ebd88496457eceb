"""What can have happened to saved replies?"""

from dataclasses import dataclass

from journal.events import Event


@dataclass(frozen=True, kw_only=True)
class ReplyKept(Event):
    """A text that is written again and again has a name. `audience`: who finds it."""

    reply_id: int
    audience: str


@dataclass(frozen=True, kw_only=True)
class ReplyChanged(Event):
    """A saved reply says something else, or others find it."""

    reply_id: int
    audience: str


@dataclass(frozen=True, kw_only=True)
class ReplyRemoved(Event):
    """A saved reply is no more. What was written with it stays."""

    reply_id: int

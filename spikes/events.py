"""What can have happened to a rise in complaints?"""

from dataclasses import dataclass

from journal.events import Event


@dataclass(frozen=True, kw_only=True)
class SpikeRaised(Event):
    """More complained than is usual: `n` within `hours`, where `usual` are; by `chance` only so likely."""

    spike_id: int
    family: str
    key: int
    word: str
    hours: int
    n: int
    usual: float
    chance: float


@dataclass(frozen=True, kw_only=True)
class SpikeEnded(Event):
    """It is as usual again; or it has lasted so long that it is what is usual by now."""

    spike_id: int
    tickets: int
    is_usual_by_now: bool


@dataclass(frozen=True, kw_only=True)
class SpikeSeen(Event):
    """A colleague looks after it."""

    spike_id: int
    note: str


@dataclass(frozen=True, kw_only=True)
class SpikeQuieted(Event):
    """Nobody is told of it until then; None: it may be told again."""

    spike_id: int
    until: str | None
    reason: str

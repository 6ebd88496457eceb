"""What can have happened to an item after it was shipped?"""

from dataclasses import dataclass

from journal.events import Event
from tickets.events import TicketEvent


@dataclass(frozen=True, kw_only=True)
class ComplaintCameBack(TicketEvent):
    """A complaint about something shipped, from someone who had it: a recurrence."""

    item_id: int


@dataclass(frozen=True, kw_only=True)
class LateReportJoined(Event):
    """A complaint about what was before the release, or from someone who does not have it yet."""

    item_id: int
    ticket_id: int


@dataclass(frozen=True, kw_only=True)
class ItemCameBack(Event):
    """What was shipped or verified is open again, because of this ticket."""

    item_id: int
    ticket_id: int
    voice_id: int
    source: str
    owner_id: int | None


@dataclass(frozen=True, kw_only=True)
class ItemVerified(Event):
    """It worked: a person says so and why, or the numbers do; a ratio or an end that is None is infinite."""

    item_id: int
    reason: str
    verdict: str
    before: int | None
    after: int | None
    days_before: float | None
    days_after: float | None
    ratio: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, kw_only=True)
class VerdictReached(Event):
    """The numbers say something else than before."""

    item_id: int
    was: str
    verdict: str
    before: int
    after: int
    days_before: float
    days_after: float
    ratio: float | None
    low: float
    high: float | None


@dataclass(frozen=True, kw_only=True)
class HypothesisFellDue(Event):
    """The day of a metric of its own came, and nobody but a person can read what it says."""

    item_id: int
    metric: str
    on: str


@dataclass(frozen=True, kw_only=True)
class HypothesisChecked(Event):
    """Its day came; `change` in percent, None where nobody complained before."""

    item_id: int
    hypothesis: str
    percent: int
    days: int
    change: int | None

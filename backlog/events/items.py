"""What can have happened to an item?"""

from dataclasses import dataclass

from journal.events import Event


@dataclass(frozen=True, kw_only=True)
class ItemProposed(Event):
    """A problem is on the backlog; the complaint that it began with, if it did."""

    item_id: int
    area_id: int | None = None
    ticket_id: int | None = None


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
    """What was promised is there; with a release, or on its own."""

    item_id: int
    release_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ItemDropped(Event):
    """The promise is taken back."""

    item_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ItemHeldOnTo(Event):
    """Nothing had changed for long; it was looked at and stays, with a reason."""

    item_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ItemAskedBack(Event):
    """The tickets that spoke for it, so many, went back to be assessed again, with a question."""

    item_id: int
    question: str
    count: int


@dataclass(frozen=True, kw_only=True)
class FormulaChanged(Event):
    """Items weigh by another formula from now on."""

    formula_id: int
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class PromiseKept(Event):
    """It was reviewed and still binds us."""

    item_id: int
    reason: str
    review_on: str


@dataclass(frozen=True, kw_only=True)
class PromiseChanged(Event):
    """It was reviewed and says, or costs, something else; money as text."""

    item_id: int
    reason: str
    old_promise: str
    new_promise: str
    old_cost: str
    new_cost: str


@dataclass(frozen=True, kw_only=True)
class PromiseRetired(Event):
    """It no longer binds us; what was accepted for it stays accepted."""

    item_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class PromiseAccounted(Event):
    """A month of it was entered; money as text."""

    item_id: int
    month: str
    times: int
    cost: str


@dataclass(frozen=True, kw_only=True)
class PromiseOverPlan(Event):
    """It cost more than planned for two months in a row; money as text."""

    item_id: int
    owner_id: int | None
    month: str
    planned: str
    actual: str


@dataclass(frozen=True, kw_only=True)
class ApprovalAsked(Event):
    """A manager is asked to make a costly promise."""

    ticket_id: int
    request_id: int
    monthly_cost: str


@dataclass(frozen=True, kw_only=True)
class ApprovalGiven(Event):
    """A manager made the promise that was asked for."""

    ticket_id: int
    request_id: int


@dataclass(frozen=True, kw_only=True)
class ApprovalReturned(Event):
    """A manager asked back first."""

    ticket_id: int
    request_id: int


@dataclass(frozen=True, kw_only=True)
class ApprovalOvertaken(Event):
    """The ticket moved on before a manager answered."""

    ticket_id: int
    request_id: int

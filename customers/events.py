"""What can have happened to what we know of a customer?"""

from dataclasses import dataclass

from journal.events import Event


@dataclass(frozen=True, kw_only=True)
class CustomerMet(Event):
    """Someone complained for the first time."""

    customer_id: int


@dataclass(frozen=True, kw_only=True)
class CustomerChanged(Event):
    """What we know of them was corrected; the fields, not the values."""

    customer_id: int
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class CustomerNoted(Event):
    """A colleague wrote down something about a customer, for colleagues."""

    customer_id: int
    note_id: int


@dataclass(frozen=True, kw_only=True)
class CustomersJoined(Event):
    """Two records of one person became one: the fields that say something else now, and the tickets that went over."""

    customer_id: int
    gone_id: int
    joining_id: int
    fields: list[str]
    tickets: list[int]


@dataclass(frozen=True, kw_only=True)
class CustomersParted(CustomersJoined):
    """They were two people after all: what had gone over went back."""

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

"""Who does things? Colleagues, customers, and the system itself; each has a role and, mostly, a number."""

from dataclasses import dataclass
from typing import Any, Protocol

CUSTOMER = "customer"
SYSTEM_ROLE = "system"


class Actor(Protocol):
    """Someone who does a deed."""

    @property
    def role(self) -> str:
        """What the workflow table calls them."""

    @property
    def pk(self) -> Any:
        """Their number among their kind."""


@dataclass(frozen=True)
class System:
    """The clock and the machine."""

    role: str = SYSTEM_ROLE
    pk: int | None = None


SYSTEM = System()

"""Which declines are followed: one until it is under pressure, one that is brought back and so overturned."""

from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from backlog.actions.precedents import decide_as
from tickets.actions.deciding import resurface
from tickets.models import Ticket
from tickets.vocabulary import Why

_FOLLOWED = {"free_small": 99, "other_banks": 2}
"""How many later complaints of a cause are decided as its first."""
_OVERTURNED = "other_banks"


@dataclass
class Precedents:
    """The first decline of each such cause, and how often it may still be followed."""

    first: dict[str, Ticket] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=lambda: dict(_FOLLOWED))

    def lead(self, ticket: Ticket, cause: dict[str, Any]) -> None:
        """What was just declined may be the one that others follow."""
        self.first.setdefault(cause["key"], ticket)

    def decided(self, ticket: Ticket, cause: dict[str, Any], *, by: User, message: str) -> bool:
        """Decide a ticket as the first of its cause, where there is one to follow."""
        key = cause["key"]
        if key not in self.first or not self.left.get(key):
            return False
        self.left[key] -= 1
        decide_as(ticket, by=by, precedent=self.first[key], message=message)
        return True

    def overturn(self, by: User) -> None:
        """Look again at a decline that others followed."""
        if ticket := self.first.get(_OVERTURNED):
            resurface(ticket, by=by, why=Why.DEMAND_GREW)

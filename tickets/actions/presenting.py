"""The pass of an open page: who looks, at which tickets, and whether they are seen there. It lives for a minute."""

from collections.abc import Sequence
from typing import NamedTuple

from django.core import signing

from accounts.models import User
from tickets.models import Ticket

PASS_LIVES = 60
"""Seconds after which the session is asked again: so long a closed door may still be seen through."""
_SALT = "here"


class Pass(NamedTuple):
    """Who looks at which tickets, and whether they are seen there."""

    number: int
    name: str
    tickets: list[int]
    is_seen: bool

    @property
    def places(self) -> list[str]:
        """What these tickets are called among all places."""
        return [place_of(number) for number in self.tickets]


def place_of(number: int) -> str:
    """What a ticket is called among all places."""
    return f"{Ticket._meta.label_lower}:{number}"


def a_pass(reader: User, tickets: Sequence[Ticket], *, is_seen: bool) -> str:
    """A fresh pass."""
    held = Pass(reader.pk, reader.name, [ticket.pk for ticket in tickets], is_seen)
    return signing.dumps(list(held), salt=_SALT)


def read_pass(sent: str, *, max_age: int | None) -> Pass:
    """The pass that was sent; refuses (`signing.BadSignature`) what is not ours or older than `max_age` seconds."""
    return Pass(*signing.loads(sent, salt=_SALT, max_age=max_age))

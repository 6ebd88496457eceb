"""Do the same with several tickets: each on its own, and each with its answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Invalid, Refusal
from tickets.models import Ticket


@dataclass(frozen=True)
class Result:
    """What became of one ticket: done, or why not."""

    reference: str
    refusal: Refusal | None = None

    @property
    def is_done(self) -> bool:
        """Whether it was done."""
        return self.refusal is None

    @property
    def status(self) -> int:
        """What a door of its own would have answered."""
        return self.refusal.status if self.refusal else 201

    @property
    def sentence(self) -> str:
        """Why it was not done."""
        return str(self.refusal) if self.refusal else ""


def severally(tickets: Iterable[Ticket], deed: Callable[[Ticket], Any]) -> list[Result]:
    """Do it with each in a transaction of its own: what one refuses leaves the others done."""
    return [_one(ticket, deed) for ticket in tickets]


def nobody(reference: str) -> Result:
    """What becomes of a ticket that is not there."""
    return Result(reference, Invalid({"tickets": _("There is no ticket of this number.")}))


def _one(ticket: Ticket, deed: Callable[[Ticket], Any]) -> Result:
    try:
        with transaction.atomic():
            deed(ticket)
    except Refusal as refusal:
        return Result(ticket.reference, refusal)
    return Result(ticket.reference)

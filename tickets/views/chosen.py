"""Which tickets a form of the desk means: those that were ticked, or all that a list finds."""

from dataclasses import dataclass

from django.http import QueryDict

from accounts.requests import SignedIn
from tickets.actions.batching import AT_ONCE, MOST
from tickets.models import Ticket
from tickets.views.lists import listed


@dataclass(frozen=True)
class Chosen:
    """The tickets that were ticked, or all that a list finds."""

    tickets: list[Ticket]
    query: str
    is_all: bool

    @property
    def upto(self) -> int:
        """The newest of them: what comes in while one looks is left for the next time."""
        return self.tickets[-1].pk if self.tickets else 0

    @property
    def are_too_many(self) -> bool:
        """Whether they are more than can be done together."""
        return len(self.tickets) > MOST

    @property
    def shown(self) -> list[Ticket]:
        """The first ones, to be drawn."""
        found = Ticket.objects.drawn().select_related("listening").in_bulk([one.pk for one in self.tickets[:AT_ONCE]])
        return [found[one.pk] for one in self.tickets[:AT_ONCE] if one.pk in found]


def chosen_in(request: SignedIn, asked: QueryDict) -> Chosen:
    """Which tickets a form of the desk means."""
    query, is_all = asked.get("in", ""), "all" in asked
    if is_all:
        rows, upto = listed(QueryDict(query), request.user).of_stage, asked.get("upto", "")
        rows = rows.filter(pk__lte=int(upto)) if upto.isdecimal() and len(upto) < 19 else rows
        return Chosen(list(rows.only("pk", "owner", "product_area").order_by("pk")[: MOST + 1]), query, is_all=True)
    named = Ticket.objects.visible_to(request.user).named(asked.getlist("ticket")[: MOST + 1])
    return Chosen([ticket for ticket in named.values() if ticket], query, is_all=False)

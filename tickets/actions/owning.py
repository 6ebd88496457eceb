"""Who looks after a ticket, and so of which team is it? The one place that says."""

from accounts.models import Team, User
from tickets.models import Ticket


def own(ticket: Ticket, owner: User | None) -> list[str]:
    """Give a ticket, not saved yet, to a colleague or to nobody; the fields that changed.

    While it waits for us it becomes their team's too. What is decided stays with the team that it waited with, so that
    what is added to a team's counts is taken from the same team's again.
    """
    ticket.owner = owner
    if owner is not None and ticket.is_open:
        ticket.team_id = team_of(owner.pk, now_of=ticket.team_id)
    return ["owner", "team"]


def team_of(number: int, *, now_of: int | None = None) -> int | None:
    """The team for which a colleague works on a ticket: the one it is of, if it is theirs too; else their oldest.

    Whoever is in no team leaves it where it is.
    """
    theirs = Team.objects.of_number(number)
    return now_of if now_of in theirs or not theirs else theirs[0]

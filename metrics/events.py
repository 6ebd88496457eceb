"""What can have happened to our goals?"""

from dataclasses import dataclass

from journal.events import Event


@dataclass(frozen=True, kw_only=True)
class GoalSet(Event):
    """A number should reach a value: a count, a share from 0 to 1, or seconds; None: it need not any more."""

    figure: str
    old: float | None
    new: float | None

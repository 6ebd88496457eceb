"""What can have happened to what we promise?"""

from dataclasses import dataclass

from journal.events import Event


@dataclass(frozen=True, kw_only=True)
class TargetsSet(Event):
    """How long the next step may take, or when we work, was set anew."""

    version: int

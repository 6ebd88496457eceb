"""What can have happened to a capability?"""

from dataclasses import dataclass

from journal.events import Event


@dataclass(frozen=True, kw_only=True)
class CapabilityNamed(Event):
    """Something that we cannot do yet has a name."""

    capability_id: int


@dataclass(frozen=True, kw_only=True)
class CapabilityArrived(Event):
    """We can do it now."""

    capability_id: int

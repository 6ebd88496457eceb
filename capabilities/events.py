"""What can have happened to a capability?"""

from dataclasses import dataclass

from journal.events import Event


@dataclass(frozen=True, kw_only=True)
class CapabilityNamed(Event):
    """Something that we cannot do yet has a name."""

    capability_id: int


@dataclass(frozen=True, kw_only=True)
class CapabilityPlanned(Event):
    """What it is, who looks after it, when we expect it or what it needs was changed; the fields, not the values."""

    capability_id: int
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class CapabilityArrived(Event):
    """We can do it now. `tell_them`: whether those who wait hear at once that we look again."""

    capability_id: int
    tell_them: bool = False

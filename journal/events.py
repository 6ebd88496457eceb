"""What is an event? A frozen fact with plain fields, kept as JSON and read back as itself."""

from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, ClassVar


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing that happened. Subclasses are past tense; their fields are JSON-plain.

    `happened_at` is there only on events that were read back from their entry.
    """

    kinds: ClassVar[dict[str, type["Event"]]] = {}
    happened_at: datetime = field(init=False, compare=False, repr=False)

    def __init_subclass__(cls) -> None:
        """Know every kind by its name."""
        super().__init_subclass__()
        Event.kinds[cls.__name__] = cls

    def plain(self) -> dict[str, Any]:
        """The fields as JSON."""
        return {part.name: getattr(self, part.name) for part in fields(self) if part.init}

    @staticmethod
    def read(kind: str, plain: dict[str, Any], at: datetime) -> "Event":
        """The event of a kind from its JSON; fields it no longer has are passed over."""
        event_class = Event.kinds[kind]
        known = {part.name for part in fields(event_class) if part.init}
        event = event_class(**{name: value for name, value in plain.items() if name in known})
        object.__setattr__(event, "happened_at", at)
        return event

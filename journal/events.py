"""What is an event? A frozen fact with plain fields, kept as JSON and read back as itself."""

from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cache
from typing import Any, ClassVar


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing that happened. Subclasses are past tense; their fields are JSON-plain.

    `happened_at`, `done_by` (a colleague, or nobody that we know as one) and the `number` of the entry are there only on
    events that were read back from it.
    """

    kinds: ClassVar[dict[str, type["Event"]]] = {}
    happened_at: datetime = field(init=False, compare=False, repr=False)
    done_by: int | None = field(init=False, compare=False, repr=False)
    number: int = field(init=False, compare=False, repr=False)

    def __init_subclass__(cls) -> None:
        """Know every kind by its name."""
        super().__init_subclass__()
        Event.kinds[cls.__name__] = cls

    def plain(self) -> dict[str, Any]:
        """The fields as JSON."""
        return {part.name: getattr(self, part.name) for part in fields(self) if part.init}

    @staticmethod
    def read(kind: str, plain: dict[str, Any], at: datetime, *, by: int | None = None, number: int = 0) -> "Event":
        """The event of a kind from its JSON; fields it no longer has are passed over."""
        event_class = Event.kinds[kind]
        known = _fields_of(kind)
        event = event_class(**{name: value for name, value in plain.items() if name in known})
        for name, value in (("happened_at", at), ("done_by", by), ("number", number)):
            object.__setattr__(event, name, value)
        return event


@cache
def _fields_of(kind: str) -> frozenset[str]:
    return frozenset(part.name for part in fields(Event.kinds[kind]) if part.init)

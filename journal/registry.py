"""What follows from an event? Reactions announce themselves here with `@on(Event)`."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from journal.events import Event

Reaction = TypeVar("Reaction", bound=Callable[[Any], None])

_by_event: dict[type[Event], list[str]] = defaultdict(list)
_by_name: dict[str, Callable[..., None]] = {}


def on(*events: type[Event]) -> Callable[[Reaction], Reaction]:
    """Let the decorated function follow each of these events, once per entry, in its own transaction."""

    def announce(reaction: Reaction) -> Reaction:
        name = f"{reaction.__module__}.{reaction.__name__}"
        _by_name[name] = reaction
        for event in events:
            _by_event[event].append(name)
        return reaction

    return announce


def reactions_to(event: type[Event]) -> list[str]:
    """The names of what follows an event, in the order of announcement."""
    return list(_by_event[event])


def reaction(name: str) -> Callable[..., None]:
    """The function of a name; KeyError when the code no longer has it."""
    return _by_name[name]

"""What follows from an event? Reactions announce themselves here with `@on(Event)`."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar

from journal.events import Event

Reaction = TypeVar("Reaction", bound=Callable[[Any], None])

MANY = 1000
"""So many events are followed in one transaction, where each costs little."""
_by_event: dict[type[Event], list[str]] = defaultdict(list)
_concerns: dict[str, Callable[[Any], bool]] = {}
_by_name: dict[str, Callable[..., None]] = {}
_together: dict[str, Callable[[Sequence[Any]], None]] = {}
_most: dict[str, int] = {}


def _any(_event: Event) -> bool:
    return True


def on(*events: type[Event], only: Callable[[Any], bool] = _any) -> Callable[[Reaction], Reaction]:
    """Let the decorated function follow each of these events, once per entry, in its own transaction.

    only: which of them concern it. Asked when the event is written down: what concerns nobody costs no row, and an
    arrival brings tickets back by the ten thousand.
    """

    def announce(reaction: Reaction) -> Reaction:
        @wraps(reaction)
        def if_it_concerns_us(event: Any) -> None:
            """What an older version wrote down for everybody is looked at here."""
            if only(event):
                reaction(event)

        name = _name(reaction)
        _by_name[name], _concerns[name] = if_it_concerns_us, only
        for event in events:
            _by_event[event].append(name)
        return reaction

    return announce


def together(
    reaction: Callable[[Any], None], *, most: int = MANY
) -> Callable[[Callable[[Sequence[Any]], None]], Callable[..., None]]:
    """Let the decorated function do for many events at once what `reaction` does for one.

    most: so many in one transaction. It has to end well within the time that a task may take, also on a busy day:
    what is interrupted begins anew.
    """

    def announce(for_many: Callable[[Sequence[Any]], None]) -> Callable[..., None]:
        _together[_name(reaction)], _most[_name(reaction)] = for_many, most
        return for_many

    return announce


def most_at_once(name: str) -> int:
    """So many events does a reaction follow in one transaction."""
    return _most.get(name, MANY)


def gathered() -> list[str]:
    """The names of the reactions that follow many events at once."""
    return list(_together)


def follow(name: str, events: Sequence[Event]) -> None:
    """Let a reaction follow many events: at once where it can, otherwise one by one."""
    if for_many := _together.get(name):
        for_many(events)
        return
    for event in events:
        reaction(name)(event)


def concerned(event: Event) -> list[str]:
    """The names of what follows this very event, in the order of announcement."""
    return [name for name in _by_event[type(event)] if _concerns.get(name, _any)(event)]


def reactions_to(event: type[Event]) -> list[str]:
    """The names of what follows an event, in the order of announcement."""
    return list(_by_event[event])


def reaction(name: str) -> Callable[..., None]:
    """The function of a name; KeyError when the code no longer has it."""
    return _by_name[name]


def _name(reaction: Callable[..., None]) -> str:
    return f"{reaction.__module__}.{reaction.__name__}"

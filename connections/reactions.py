"""What do other machines hear when something has happened?"""

from collections.abc import Sequence

from connections.actions.telling import tell
from connections.letters.happenings import READERS, read
from journal.events import Event
from journal.registry import on, together


@on(*READERS)
def tell_other_machines(event: Event) -> None:
    """Write down what each connection that asked for it is to hear."""
    tell_other_machines_together([event])


@together(tell_other_machines)
def tell_other_machines_together(events: Sequence[Event]) -> None:
    """The same for many events, with one look at who wants to hear."""
    tell([told for told in map(read, events) if told])

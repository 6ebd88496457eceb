"""What do we do when a file is made? Tell whoever waits for it."""

from exports.events import ExportMade
from journal.registry import on
from notifications.actions.informing import Tidings, inform
from notifications.vocabulary import About, NewsKind, Why


@on(ExportMade, only=lambda event: event.asked_by_id is not None)
def tell_whoever_asked(event: ExportMade) -> None:
    """Tell the colleague who asked for it, and nobody else, that their file is ready."""
    assert event.asked_by_id is not None
    tidings = Tidings(
        kind=NewsKind.FILE_READY,
        about_type=About.EXPORTS,
        about_id=event.asked_by_id,
        source=event.number,
        by=event.done_by,
        at=event.happened_at,
    )
    inform({event.asked_by_id: Why.ASKER}, tidings)

"""What the clock asks of this room."""

from celery import shared_task

from spikes.actions import sighting, watching


@shared_task
def watch() -> None:
    """Look what has risen, and tell of it once."""
    watching.watch()


@shared_task
def see_what_is_missing() -> None:
    """Count what came in another way; a portion at a time until none is left."""
    if sighting.see_what_is_missing():
        see_what_is_missing.delay()


@shared_task
def forget() -> None:
    """Let go of counts that no history asks for."""
    sighting.forget()

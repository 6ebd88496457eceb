"""What the clock asks of this room."""

from celery import shared_task

from metrics.actions import upkeep


@shared_task
def catch_up() -> None:
    """Count again what was counted by other rules; ring for the rest."""
    if not upkeep.catch_up():
        catch_up.delay()


@shared_task
def compare_a_sample() -> None:
    """Compare some days with the journal."""
    upkeep.compare_a_sample()

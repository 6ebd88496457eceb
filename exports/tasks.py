"""What the worker and the clock ask of this room."""

from celery import shared_task

from exports.actions import building, taking

HOURS = 6 * 3600
"""So long one file may take where somebody lets processes work instead of threads."""


@shared_task(time_limit=HOURS, soft_time_limit=HOURS - 60)
def build(export_id: int) -> None:
    """Make the file of an export; in a queue of its own, for it may take long."""
    building.build(export_id)


@shared_task
def go_on() -> None:
    """Ring again for every export at which nobody is: its worker died, or its bell was lost."""
    building.go_on()


@shared_task
def let_go() -> None:
    """Delete the files whose days are over."""
    taking.let_go()

"""What the clock asks of this room."""

from celery import shared_task

from common.once import forget_old_answers as forget


@shared_task
def forget_old_answers() -> None:
    """Forget first answers older than a day."""
    forget()

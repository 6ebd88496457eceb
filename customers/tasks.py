"""What the clock asks of this room."""

from celery import shared_task

from customers import indexing


@shared_task
def index_what_is_missing() -> None:
    """Let search find customers who came in another way; a portion at a time until none is left."""
    if indexing.index_what_is_missing():
        index_what_is_missing.delay()

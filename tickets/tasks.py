"""What the worker and the clock ask of this room."""

from datetime import timedelta

from celery import current_app, shared_task
from django.utils import timezone

from tickets.actions import batching, following_up, indexing, likening, meaning, promising, resurfacing
from tickets.models import StageCount


@shared_task
def bring_back(arrival_id: int) -> None:
    """Bring back the next batch of what waited for an arrived capability; it rings for the one after."""
    resurfacing.go_on(arrival_id)


@shared_task
def go_on_with_arrivals() -> None:
    """Ring again for every arrival at which nobody is: its worker died, or its message was lost."""
    for arrival_id in resurfacing.lease_what_is_due():
        resurfacing.ring(arrival_id)


@shared_task
def go_on_with_batch(batch_id: int) -> None:
    """Do the next tickets of a batch; it rings for the ones after."""
    batching.go_on(batch_id)


@shared_task
def go_on_with_batches() -> None:
    """Ring again for every batch at which nobody is."""
    batching.go_on_with_all()


@shared_task
def resurface_what_is_due() -> None:
    """Bring back the declined tickets whose day has come, a batch at a time until none is left."""
    if resurfacing.resurface_what_is_due():
        current_app.send_task("tickets.tasks.resurface_what_is_due")


@shared_task
def embed_what_is_missing(everything: bool = False) -> None:  # noqa: FBT002 - as the clock sends it
    """Ask what the words of tickets mean, a batch at a time until none is left; nothing without a service."""
    if meaning.embed_some(everything=everything):
        embed_what_is_missing.delay(everything)


@shared_task
def weigh_terms() -> None:
    """Weigh anew how much each word says."""
    likening.weigh_terms()
    likening.measure_lengths()


@shared_task
def note_aftermaths() -> None:
    """Note what became of customers 30 and 90 days after our decisions; after a minute, hand over to another run."""
    if not following_up.note_what_is_due(until=timezone.now() + timedelta(seconds=60)):
        note_aftermaths.delay()


@shared_task
def index_what_is_missing() -> None:
    """Let search find tickets that came in another way; a portion at a time until none is left."""
    if indexing.index_what_is_missing():
        index_what_is_missing.delay()


@shared_task
def add_up_counts() -> None:
    """Put the lines of the kept counts together, so that a tab reads few of them."""
    StageCount.objects.add_up()


@shared_task
def reckon_anew() -> None:
    """Let the hours of what waits follow from targets that were set anew; a batch at a time until none is behind."""
    if promising.reckon_anew():
        reckon_anew.delay()

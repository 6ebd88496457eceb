"""What the worker and the clock ask of this room. All of it has a queue of its own: who hangs here holds up nobody."""

import time

from celery import shared_task
from django.utils import timezone

from connections.actions import posting, telling
from connections.actions.forgetting import forget as forget_what_is_old
from connections.actions.hearing import look_at_what_is_old

_STINT = 45.0
"""Seconds after which another turn goes on, so that no connection keeps a worker for itself."""


@shared_task
def post(connection_id: int) -> None:
    """Post what is due at one connection, one after another."""
    end = time.monotonic() + _STINT
    while posting.go_on(connection_id):
        if time.monotonic() > end:
            telling.ring(connection_id)
            return


@shared_task
def sweep() -> None:
    """Ring for every connection at which something is due."""
    for connection_id in posting.to_ring_for(timezone.now()).values_list("pk", flat=True):
        telling.ring(connection_id)


@shared_task
def forget() -> None:
    """Forget what went out long ago."""
    forget_what_is_old()


@shared_task
def look_at_issues() -> None:
    """Ask how issues stand that nobody told us about for a while."""
    look_at_what_is_old()

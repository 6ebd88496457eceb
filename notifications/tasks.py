"""What the worker and the clock ask of this room."""

import logging

from celery import shared_task

from common import pulse
from notifications import actions
from notifications.actions import digesting, listing, pushing, sending

_log = logging.getLogger(__name__)


@shared_task
def send(mail_id: int) -> None:
    """Send one mail, or write down why it could not go."""
    try:
        actions.send(mail_id)
    except Exception as error:  # noqa: BLE001 (whatever it was, it is written down and tried again)
        _log.exception("not sent", extra={"mail": mail_id})
        actions.postpone(mail_id, error=f"{type(error).__name__}: {error}", most=actions.tries_after(error))


@shared_task
def push(push_id: int) -> None:
    """Bring one notice to one browser, or write down why it could not go."""
    try:
        pushing.send(push_id)
    except Exception as error:  # noqa: BLE001 (whatever it was, it is written down and tried again)
        _log.exception("not pushed", extra={"push": push_id})
        pushing.postpone(push_id, error=f"{type(error).__name__}: {error}")


@shared_task
def sweep() -> None:
    """Ring again for whatever is due and unsent."""
    for mail_id, priority in actions.lease_what_is_due():
        actions.ring(mail_id, priority=priority)
    for push_id in pushing.lease_what_is_due():
        pushing.ring(push_id)


@shared_task
def go_on_telling() -> None:
    """Turn the next batch of what is approved into mails; it rings for the one after."""
    sending.go_on()


@shared_task
def live() -> None:
    """Say that a worker is there."""
    pulse.beat("worker")


@shared_task
def write_digests() -> None:
    """Write the next batch of digests; it rings for the one after."""
    digesting.go_on()


@shared_task
def look_who_got_it() -> None:
    """Put those who got a release meanwhile on the list of whom to tell."""
    for release_id in listing.releases_to_look_at():
        try:
            listing.list_for_release(release_id)
        except Exception:  # noqa: BLE001 (one that fails is looked at again by the next clock, and keeps no other waiting)
            _log.exception("not listed", extra={"release": release_id})
    sending.ring_for_telling()

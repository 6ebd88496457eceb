"""What the worker and the clock ask of this room."""

import logging

from celery import shared_task

from notifications import actions

_log = logging.getLogger(__name__)


@shared_task
def send(mail_id: int) -> None:
    """Send one mail, or write down why it could not go."""
    try:
        actions.send(mail_id)
    except Exception as error:  # noqa: BLE001 (whatever it was, it is written down and tried again)
        _log.exception("not sent", extra={"mail": mail_id})
        actions.postpone(mail_id, error=f"{type(error).__name__}: {error}")


@shared_task
def sweep() -> None:
    """Ring again for whatever is due and unsent."""
    for mail_id in actions.lease_what_is_due():
        actions.ring(mail_id)

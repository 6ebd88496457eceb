"""What the worker and the clock ask of this room."""

import logging

from celery import shared_task

from journal import actions, gathering, registry

_log = logging.getLogger(__name__)
ROUNDS = 20
"""So many batches are gathered before others have their turn."""


@shared_task
def deliver(delivery_id: int) -> None:
    """Let one reaction happen, or write down why it could not."""
    try:
        actions.deliver(delivery_id)
    except Exception as error:  # noqa: BLE001 (whatever it was, it is written down and tried again)
        _log.exception("not delivered", extra={"delivery": delivery_id})
        actions.postpone(delivery_id, error=f"{type(error).__name__}: {error}")


@shared_task
def deliver_all(delivery_ids: list[int]) -> None:
    """Let one reaction follow many entries together; if one of them fails, each is delivered on its own."""
    try:
        actions.deliver_all(delivery_ids)
    except Exception:  # noqa: BLE001 (whatever it was, the one that failed writes it down when it is alone)
        _log.exception("not delivered together", extra={"deliveries": len(delivery_ids)})
        for delivery_id in delivery_ids:
            actions.ring(delivery_id)


@shared_task
def sweep() -> None:
    """Ring again for whatever is due and undone."""
    for delivery_id in actions.lease_what_is_due():
        actions.ring(delivery_id)
    for reaction in registry.gathered():
        gathering.ring_to_gather(reaction)


@shared_task
def gather(reaction: str) -> None:
    """Let a reaction follow all that waits for it; if one of them fails, each is delivered on its own."""
    try:
        gathering.gather_what_waits(reaction, rounds=ROUNDS)
    except Exception:  # noqa: BLE001 (whatever it was, the one that failed writes it down when it is alone)
        _log.exception("not gathered", extra={"reaction": reaction})
        gathering.cease(reaction)
        for delivery_id in gathering.waiting(reaction):
            actions.ring(delivery_id)

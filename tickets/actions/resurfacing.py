"""Bring back many: what waited for a capability, and what waited for a day. In batches that survive a crash."""

from collections.abc import Callable

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from common.clock import now, today
from journal.actions import lease, record_all
from journal.actors import SYSTEM, Actor
from tickets import workflow
from tickets.actions.deciding import resurfaced
from tickets.models import Arrival, Ticket
from tickets.queries import TicketQuerySet
from tickets.vocabulary import Why
from tickets.workflow import Verb

BATCH = settings.RETURN_BATCH
"""So many tickets come back in one transaction."""


@transaction.atomic
def resurface_all(tickets: TicketQuerySet, *, by: Actor, why: str, tell_them: bool = False) -> list[Ticket]:
    """Look again at the first of many declined tickets: the same rows as `resurface` leaves one by one.

    Returns those that were brought back, in the order of their numbers; one that somebody else moved
    while we waited for it is no longer among them.
    """
    rows = tickets.select_related("decision", "customer").select_for_update(of=("self",), no_key=True)
    held = list(rows.order_by("pk")[:BATCH])
    moment = now()
    facts = [(resurfaced(ticket, why=why, tell_them=tell_them), ticket) for ticket in held]
    workflow.advance_all(held, Verb.RESURFACE, by=by, at=moment)
    for ticket in held:
        ticket.decision = None
    workflow.keep_all(held, "decision")
    record_all(facts, by=by, at=moment)
    return held


@transaction.atomic
def begin(capability_id: int, *, tell_them: bool) -> Arrival:
    """Begin to bring back what waited for a capability, the first batch at once; begun already, it goes on."""
    moment = timezone.now()
    arrival, _is_new = Arrival.objects.get_or_create(
        capability_id=capability_id,
        defaults={
            "tell_them": tell_them,
            "waiting": Ticket.objects.declined_for(capability_id).count(),
            "begun_at": moment,
            "due_at": moment + lease(),
        },
    )
    go_on(arrival.pk)
    return arrival


@transaction.atomic
def go_on(arrival_id: int) -> bool:
    """Bring back the next batch, in one transaction with the note of how far we are; then ring for the next.

    False: it is done, or somebody else is at it. It is done when nothing waits any more, whoever brought it back.
    """
    arrival = Arrival.objects.undone().select_for_update(of=("self",), skip_locked=True).filter(pk=arrival_id).first()
    if arrival is None:
        return False
    waiting = Ticket.objects.declined_for(arrival.capability_id)
    ahead = waiting.filter(pk__gt=arrival.reached)
    back = resurface_all(ahead, by=SYSTEM, why=Why.CAPABILITY_ARRIVED, tell_them=arrival.tell_them)
    arrival.reached = back[-1].pk if back else 0
    arrival.returned += len(back)
    arrival.due_at = timezone.now() + lease()
    if len(back) < BATCH and not waiting.exists():
        arrival.done_at = timezone.now()
    arrival.save(update_fields=["reached", "returned", "due_at", "done_at"])
    if arrival.done_at is None:
        _after_commit(lambda: ring(arrival_id))
    return True


def resurface_what_is_due() -> int:
    """Bring back a batch of what was declined until a day that has come; returns how many."""
    return len(resurface_all(Ticket.objects.to_look_at_again(today()), by=SYSTEM, why=Why.DATE_CAME))


@transaction.atomic
def lease_what_is_due(limit: int = 20) -> list[int]:
    """Take arrivals at which nobody is for a while, so that two clocks do not ring for the same."""
    moment = timezone.now()
    held = Arrival.objects.due(moment).select_for_update(skip_locked=True).values_list("pk", flat=True)
    found = list(held[:limit])
    Arrival.objects.filter(pk__in=found).update(due_at=moment + lease())
    return found


def ring(arrival_id: int) -> None:
    """Ask the worker for the next batch. It waits behind what this batch gave to do, so that nothing starves."""
    current_app.send_task("tickets.tasks.bring_back", [arrival_id])


def _after_commit(bell: Callable[[], None]) -> None:
    def ring_it() -> None:
        """A plain function: see journal.actions."""
        bell()

    transaction.on_commit(ring_it, robust=True)

"""What was shipped some days ago, with who complained before and since."""

from collections.abc import Iterable, Sequence
from copy import copy
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model
from django.db.models.base import ModelState
from django.utils.timezone import localdate

from backlog.actions.moving import move
from backlog.models import Item, Voice
from common.clock import moved_to, now
from customers.models import Customer
from journal.models import Delivery
from tests import make
from tests.following import let_react
from tickets.models import Decision, Ticket

Row = TypeVar("Row", bound=Model)


def days_ago(days: float) -> datetime:
    """The moment so many days ago."""
    return now() - timedelta(days=days)


def spoke(item: Item, *, at: Iterable[datetime]) -> None:
    """At each of these moments someone complained; what follows from that is not waited for.

    The first goes the whole way; the others are rows like theirs, for two dozen complaints take seconds.
    """
    for first in islice(moments := iter(at), 1):
        with moved_to(first):
            voice = make.an_accepted_ticket(item).voices.get()
        _again(voice, list(moments))


@transaction.atomic
def _again(voice: Voice, moments: Sequence[datetime]) -> None:
    customers = Customer.objects.bulk_create(
        like(voice.ticket.customer, email=f"again{n}.{voice.pk}@example.com") for n, _at in enumerate(moments)
    )
    tickets = decided_like(voice.ticket, list(zip(customers, moments, strict=True)))
    Voice.objects.bulk_create(
        like(voice, ticket=ticket, decision=ticket.decision, joined_at=ticket.received_at) for ticket in tickets
    )


@transaction.atomic
def decided_like(ticket: Ticket, said: Sequence[tuple[Customer, datetime]]) -> list[Ticket]:
    """For each customer and moment a ticket that was decided as this one was."""
    tickets = Ticket.objects.bulk_create(
        like(
            ticket,
            customer=customer,
            stage="to_decide",
            due_at=at,
            decision=None,
            received_at=at,
            occurred_on=localdate(at),
        )
        for customer, at in said
    )
    decisions = Decision.objects.bulk_create(like(ticket.decision, ticket=one) for one in tickets)
    for one, decision in zip(tickets, decisions, strict=True):
        one.stage, one.due_at, one.decision = ticket.stage, None, decision
    Ticket.objects.bulk_update(tickets, ["stage", "due_at", "decision"])
    return tickets


def like(row: Row, **but: Any) -> Row:
    """Another row like this one, but for this."""
    other = copy(row)
    other.pk, other._state = None, ModelState()
    for name, value in but.items():
        setattr(other, name, value)
    return other


def complain(item: Item, *, at: datetime, met: datetime | None = None, customer: Customer | None = None) -> Ticket:
    """Someone complains at a moment, about something of that day or an earlier one, and it is accepted for the item."""
    with moved_to(at):
        when = {"occurred_on": met.date()} if met else {}
        ticket = make.an_accepted_ticket(item, customer=customer, **when)
        let_react()
    return ticket


def a_shipped_item(days: float = 60, before: int = 0, since: Iterable[float] = (), **said: Any) -> Item:
    """Shipped so many days ago, with so many complaints in the eight weeks before, and these days after."""
    shipped = days_ago(days)
    with moved_to(shipped - timedelta(days=80)):
        item = make.an_item(**said)
        move(item, by=make.someone(), stage="ready")
    spoke(item, at=[shipped - timedelta(days=1 + n % 54) for n in range(before)])
    Delivery.objects.update(done_at=now())
    ship(item, at=shipped)
    for after in since:
        complain(item, at=shipped + timedelta(days=after))
    item.refresh_from_db()
    return item


def ship(item: Item, *, at: datetime) -> None:
    """Ship it at a moment, and let follow what follows."""
    item.refresh_from_db()
    with moved_to(at):
        move(item, by=make.someone(), stage="shipped")
        let_react()

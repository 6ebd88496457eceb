"""What was shipped some days ago, with who complained before and since."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from backlog.actions.moving import move
from backlog.models import Item
from common.clock import moved_to, now
from customers.models import Customer
from journal.models import Delivery
from tests import make
from tests.following import let_react
from tickets.models import Ticket


def days_ago(days: float) -> datetime:
    """The moment so many days ago."""
    return now() - timedelta(days=days)


def spoke(item: Item, *, at: datetime) -> None:
    """Someone complained before the release; what follows from that is not waited for."""
    with moved_to(at):
        make.an_accepted_ticket(item)


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
    for n in range(before):
        spoke(item, at=shipped - timedelta(days=1 + n % 54))
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

"""Who has what was shipped, and since when? The one rule; everyone who has to know asks here."""

from collections.abc import Iterable
from datetime import datetime

from backlog.models import Item
from customers.models import Customer


def has_it_since(item: Item, customer: Customer | None) -> datetime | None:
    """The moment from which a customer has what was shipped; None: not yet. Somebody without a name: as everyone."""
    return item.shipped_at


def have_it_since(item: Item, customers: Iterable[Customer]) -> dict[int, datetime]:
    """The same for many, by their number; who does not have it yet is missing."""
    began = item.shipped_at
    return {customer.pk: began for customer in customers} if began else {}

"""Keep what can be found about customers: their names, and those of their companies."""

from collections.abc import Sequence

from common.models import Document
from customers.models import Customer

KIND = "customer"
PORTION = 500


def index(customer_ids: Sequence[int]) -> int:
    """Write the documents of these customers as they are now. Idempotent."""
    rows = Customer.objects.filter(pk__in=customer_ids).select_related("company")
    return Document.objects.write(KIND, ((customer.pk, _lines(customer)) for customer in rows))


def index_what_is_missing() -> int:
    """Write the documents of a portion of the customers that have none, the newest first; returns how many."""
    return index(Document.objects.missing(KIND, Customer, PORTION))


def _lines(customer: Customer) -> list[str]:
    """Nothing for a record that was put together with another: that one is found."""
    if customer.joined_into_id:
        return []
    return [customer.name, customer.company.name if customer.company else ""]

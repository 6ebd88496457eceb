"""What do we do with customers when something has happened?"""

from customers import indexing
from customers.events import CustomerChanged, CustomerMet, CustomersJoined, CustomersParted
from journal.registry import on


@on(CustomerMet, CustomerChanged)
def let_the_customer_be_found(event: CustomerMet | CustomerChanged) -> None:
    """Let search find a customer by name and company."""
    indexing.index([event.customer_id])


@on(CustomersJoined, CustomersParted)
def let_only_who_stays_be_found(event: CustomersJoined) -> None:
    """Let search find the record that stands for a person, and no other."""
    indexing.index([event.customer_id, event.gone_id])

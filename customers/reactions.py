"""What do we do with customers when something has happened?"""

from customers import indexing
from customers.events import CustomerChanged, CustomerMet
from journal.registry import on


@on(CustomerMet, CustomerChanged)
def let_the_customer_be_found(event: CustomerMet | CustomerChanged) -> None:
    """Let search find a customer by name and company."""
    indexing.index([event.customer_id])

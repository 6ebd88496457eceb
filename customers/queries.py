"""Which customers?"""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from customers.models import Customer  # noqa: F401


class CustomerQuerySet(QuerySet["Customer"]):
    """Customer.objects …"""

    def named_like(self, words: str) -> "CustomerQuerySet":
        """… whose name, address, phone or company holds these words (trigram indexes)."""
        if not words.strip():
            return self
        said = words.strip()[:100]
        return self.filter(
            Q(name__icontains=said)
            | Q(email__icontains=said)
            | Q(phone__icontains=said)
            | Q(company__name__icontains=said)
        )

"""Which customers?"""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from customers.models import Customer


class CustomerQuerySet(QuerySet["Customer"]):
    """Customer.objects …"""

    def living(self) -> "CustomerQuerySet":
        """… that stand for somebody: not those that were put together with another record."""
        return self.filter(joined_into=None)

    def known_by(self, words: str) -> "CustomerQuerySet":
        """… whose name, company, address or phone holds these words (trigram indexes)."""
        said = _said(words)
        reached = Q(email__icontains=said) | Q(phone__icontains=said)
        return self.filter(_called(said) | reached) if said else self

    def perhaps(self, customer: "Customer") -> "CustomerQuerySet":
        """… who could be the same person: of the same name, or with the same phone."""
        same = Q(name=customer.name)
        return self.filter(same | Q(phone=customer.phone) if customer.phone else same)

    def named_like(self, words: str) -> "CustomerQuerySet":
        """… whose name or company holds these words: for those who may not know how to reach them."""
        said = _said(words)
        return self.filter(_called(said)) if said else self


def _said(words: str) -> str:
    return words.replace("\x00", "").strip()[:100]


def _called(said: str) -> Q:
    return Q(name__icontains=said) | Q(company__name__icontains=said)

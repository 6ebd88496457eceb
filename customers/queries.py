"""Which customers?"""

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q, QuerySet, Sum

if TYPE_CHECKING:
    from customers.models import Company, Customer


class Standing(NamedTuple):
    """How many people stand how with us, and what they are worth a month."""

    relationship: str
    people: int
    value: Decimal | None


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

    def working_for(self, company: "Company") -> "CustomerQuerySet":
        """… that work for a company."""
        return self.living().filter(company=company)

    def standing(self) -> "list[Standing]":
        """… counted by how far we have come with each other, with what they are worth a month; most people first."""
        said = self.order_by().values_list("relationship").annotate(n=Count("pk"), value=Sum("monthly_value"))
        return sorted((Standing(*row) for row in said), key=lambda one: (-one.people, one.relationship))

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

"""Which customers?"""

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, cast

from django.apps import apps
from django.db.models import Count, Func, Q, QuerySet, Sum, TextField

if TYPE_CHECKING:
    from customers.models import Company, Customer

FEWEST_DIGITS = 4
"""Fewer are no number of a phone."""
COMPANIES = 200
"""Up to so many companies are named to the database by number, so that it goes by its indexes; more it looks up itself."""


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
        """… whose name, company, address or phone holds these words, or this number however it is written."""
        said, digits = _said(words), re.sub(r"[\s()+.-]", "", words)
        reached = Q(email__icontains=said) | Q(phone__icontains=said)
        if digits.isdecimal() and len(digits) >= FEWEST_DIGITS:
            reached |= Q(digits__contains=digits[:40])
        rows = cast("CustomerQuerySet", self.alias(digits=Digits("phone")))
        return rows.filter(self._called(said) | reached) if said else self

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
        return self.filter(self._called(said)) if said else self

    def _called(self, said: str) -> Q:
        """The companies are looked up first: to ask for both across a join would read every customer."""
        companies = apps.get_model("customers", "Company").objects.named_like(said)
        return Q(name__icontains=said) | Q(company__in=companies.numbers())


class CompanyQuerySet(QuerySet["Company"]):
    """Company.objects …"""

    def named_like(self, words: str) -> "CompanyQuerySet":
        """… whose name holds these words."""
        return self.filter(name__icontains=_said(words))

    def numbers(self) -> "list[int] | QuerySet[Company, int]":
        """Their numbers, or the question for them where they are many: none of them is left out."""
        numbers = self.order_by().values_list("pk", flat=True)
        few = list(numbers[: COMPANIES + 1])
        return few if len(few) <= COMPANIES else numbers

    def best_first(self, words: str) -> "CompanyQuerySet":
        """… those that begin with these words first, then by name."""
        begins = Q(name__istartswith=_said(words))
        return cast("CompanyQuerySet", self.alias(begins=begins).order_by("-begins", "name", "pk"))


class Digits(Func):
    """The digits of a text alone, as an index has them."""

    function = "regexp_replace"
    template = r"%(function)s(%(expressions)s, '\D', '', 'g')"
    output_field = TextField()


def _said(words: str) -> str:
    return words.replace("\x00", "").strip()[:100]

"""Which customers are asked for? Words of a name, company, address or phone; relationship, language, value, tag."""

from collections.abc import Mapping
from typing import Any

from customers.models import Customer
from customers.queries import CustomerQuerySet


def customers_asked(asked: Mapping[str, Any], *, sees_contacts: bool) -> CustomerQuerySet:
    """The living records that fit everything that was asked; addresses are searched by those who may see them."""
    rows = Customer.objects.living()
    words = asked.get("q") or ""
    rows = rows.known_by(words) if sees_contacts else rows.named_like(words)
    for name, column in (("relationship", "relationship"), ("language", "language"), ("tag", "taggings__tag")):
        if asked.get(name):
            rows = rows.filter(**{column: asked[name]})
    if sees_contacts and asked.get("value") is not None:
        rows = rows.filter(monthly_value__gte=asked["value"])
    return rows

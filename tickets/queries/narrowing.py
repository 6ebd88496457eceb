"""Which tickets are left when a list is filtered? One rule for each filter; all that were asked for go together."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from tickets.queries.fields import Held

if TYPE_CHECKING:
    from accounts.models import User
    from tickets.queries.tickets import TicketQuerySet

Rule = Callable[["TicketQuerySet", Any, "User"], "TicketQuerySet"]


def narrow(rows: "TicketQuerySet", asked: Mapping[str, Any], user: "User") -> "TicketQuerySet":
    """Only what was asked for."""
    for name, rule in RULES.items():
        if asked.get(name) not in (None, "", []):
            rows = rule(rows, asked[name], user)
    for held in asked.values():
        rows = rows.holding(held.field, held.said) if isinstance(held, Held) else rows
    return rows


def _owner(rows: "TicketQuerySet", value: Any, user: "User") -> "TicketQuerySet":
    if value == "nobody":
        return rows.filter(owner=None)
    return rows.filter(owner=user if value == "me" else value)


def _area(rows: "TicketQuerySet", value: Any, _user: "User") -> "TicketQuerySet":
    parts = type(value)._default_manager.within(value.pk)
    return rows.filter(product_area__in=list(parts.values_list("pk", flat=True)))


def _team(rows: "TicketQuerySet", value: Any, _user: "User") -> "TicketQuerySet":
    """What its members look after; their numbers are read first, so that the index of owners answers."""
    return rows.filter(owner__in=list(value.members.values_list("pk", flat=True)))


def _precedent(rows: "TicketQuerySet", value: str, _user: "User") -> "TicketQuerySet":
    """Decided as an earlier one, or known to ask for what was declined before."""
    told = rows.model._meta.get_field("same_as").related_model._default_manager.filter(ticket=OuterRef("pk"))
    has = Q(decision__precedent__isnull=False) | Q(Exists(told))
    return rows.filter(has if value == "yes" else ~has)


def _of(name: str) -> Rule:
    """The filter that compares one field."""
    return lambda rows, value, _user: rows.filter(**{name: value})


RULES: dict[str, Rule] = {
    "owner": _owner,
    "area": _area,
    "team": _team,
    "channel": _of("channel"),
    "language": _of("language"),
    "customer": _of("customer_id"),
    "company": _of("customer__company__in"),
    "relationship": _of("customer__relationship"),
    "value": _of("customer__monthly_value__gte"),
    "answer": lambda rows, _due, _user: rows.filter(unanswered_since__isnull=False),
    "precedent": _precedent,
    "like": lambda rows, ticket, _user: rows.like(ticket),
    "tag": lambda rows, tag, _user: rows.tagged(tag.name),
    "q": lambda rows, words, _user: rows.saying(words),
}
"""Filter by name of its field in `DeskFilter`; fields of the firm's own come as `Held`, whatever their number."""

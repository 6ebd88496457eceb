"""Which fields of the firm's own?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, JSONObject

if TYPE_CHECKING:
    from tickets.models import CustomField, ProductArea

_RANGES: dict[str, Callable[[str], Any]] = {"number": Decimal, "day": date.fromisoformat}


class CustomFieldQuerySet(QuerySet["CustomField"]):
    """CustomField.objects …"""

    def in_use(self) -> "CustomFieldQuerySet":
        """… that are asked for."""
        return self.filter(retired_at__isnull=True)

    def of_area(self, area: "ProductArea | None") -> "CustomFieldQuerySet":
        """… that a ticket of an area has: everyone's, the area's, and its parent's."""
        return self.filter(_within(area))

    def drawn(self) -> "CustomFieldQuerySet":
        """… each with every choice it ever offered, as one column: `offers`."""
        return self.select_related("product_area").annotate(offers=self._offers())

    def of_each_ticket(self) -> ArraySubquery:
        """… that a ticket has or was filled in on, for a query of tickets: one column, each field as JSON.

        `offers` is every choice it ever offered, `kept` what was filled in, by column, or null.
        """
        filled = self._related("values").filter(ticket=OuterRef(OuterRef("pk")), field=OuterRef("pk"))
        area = Q(product_area=OuterRef("product_area")) | Q(product_area=OuterRef("product_area__parent"))
        rows = self.in_use().filter(Q(product_area=None) | area | Exists(filled)).order_by("pk")
        number = Cast("number", TextField())  # as words: JSON knows no exact numbers
        kept = JSONObject(text="text", number=number, choice="choice_id", day="day", yes="yes")
        names = {name: name for name in ("id", "name", "name_ko", "kind")}
        return ArraySubquery(
            rows.values(said=JSONObject(**names, offers=self._offers(), kept=Subquery(filled.values(kept=kept)[:1])))
        )

    def _offers(self) -> ArraySubquery:
        choices = self._related("choices").filter(field=OuterRef("pk")).order_by("pk")
        said = JSONObject(id="pk", name="name", name_ko="name_ko", retired_at="retired_at")
        return ArraySubquery(choices.values(said=said))

    def _related(self, name: str) -> QuerySet:
        return self.model._meta.get_field(name).related_model._default_manager.all()  # type: ignore[union-attr]


def _within(area: "ProductArea | None") -> Q:
    everyones = Q(product_area=None)
    return everyones if area is None else everyones | Q(product_area__in=[area.pk, area.parent_id or area.pk])


@dataclass(frozen=True)
class Held:
    """What a list asks a field for; `words` is how a person reads it."""

    field: "CustomField"
    said: str
    words: str

    def __str__(self) -> str:
        return self.words


def values_asked(field: "CustomField", said: str) -> Q | None:
    """The tickets on which a field holds what was asked for; None for what cannot be read."""
    said = said.replace("\x00", "").strip()
    asked = _asked(field.kind, said) if said else None
    return None if asked is None else Q(field_values__field=field, **asked)


def _asked(kind: str, said: str) -> dict[str, Any] | None:
    if kind == "text":
        return {"field_values__text__icontains": said[:100]}
    if kind == "yes":
        return {"field_values__yes": said == "yes"} if said in {"yes", "no"} else None
    if kind == "choice":
        return {"field_values__choice": int(said)} if said.isdecimal() and len(said) < 19 else None
    return _between(kind, said)


def _between(kind: str, said: str) -> dict[str, Any] | None:
    """`3`, `3..10`, `3..` or `..10`, both ends included."""
    first, dots, last = said.partition("..")
    try:
        low, high = (_RANGES[kind](end.strip()) if end.strip() else None for end in (first, last if dots else first))
    except (InvalidOperation, ValueError):
        return None
    ends = {f"field_values__{kind}__gte": low, f"field_values__{kind}__lte": high}
    if any(isinstance(end, Decimal) and not end.is_finite() for end in ends.values()):
        return None
    return {name: end for name, end in ends.items() if end is not None}

"""Which part of a list? By cursor: the cost of a page does not grow with how far down it is."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.timezone import is_naive

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows, and where the neighbours begin (an opaque word, or "" where there is none)."""

    rows: list[Row]
    next: str
    previous: str


@dataclass(frozen=True)
class Order:
    """A key and the primary key, both in one direction; the index of the list has the same."""

    key: str
    descending: bool = False

    def names(self, *, backwards: bool) -> tuple[str, str]:
        """The `order_by` of a page read forwards or backwards."""
        sign = "-" if self.descending != backwards else ""
        return f"{sign}{self.key}", f"{sign}pk"

    def beyond(self, place: tuple[Any, int], *, backwards: bool) -> Q:
        """What stands after (or before) a place; the first condition lets the index find the start."""
        side = "lt" if self.descending != backwards else "gt"
        value, pk = place
        return Q(**{f"{self.key}__{side}e": value}) & (Q(**{f"{self.key}__{side}": value}) | Q(**{f"pk__{side}": pk}))


def after(row: Model, order: Order) -> str:
    """The cursor of what follows a row."""
    return _write(row, order, "n")


def page(rows: "QuerySet[Row]", *, order: Order, cursor: str = "", size: int = 50) -> Page[Row]:
    """`size` rows at the cursor. A cursor that cannot be read means the first page."""
    place, backwards = _read(cursor, _field(rows, order.key))
    if place is not None:
        rows = rows.filter(order.beyond(place, backwards=backwards))
    found = list(rows.order_by(*order.names(backwards=backwards))[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_next, has_previous = (place is not None, more) if backwards else (more, place is not None)
    return Page(
        rows=found,
        next=_write(found[-1], order, "n") if found and has_next else "",
        previous=_write(found[0], order, "p") if found and has_previous else "",
    )


def _field(rows: "QuerySet[Row]", key: str) -> Any:
    """What kind of value the key has: a field of the row, or something that was added to it."""
    added = rows.query.annotations.get(key)
    return added.output_field if added is not None else rows.model._meta.get_field(key)


def _write(row: Model, order: Order, direction: str) -> str:
    value = getattr(row, order.key)
    stamp = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return urlsafe_b64encode(f"{direction}|{row.pk}|{stamp}".encode()).decode().rstrip("=")


def _read(cursor: str, key: Any) -> tuple[tuple[Any, int] | None, bool]:
    """The place that a cursor names; what cannot be a value of the key is no place."""
    try:
        text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        direction, pk, stamp = text.split("|", 2)
        value = key.to_python(stamp)
        if "\x00" in stamp or (isinstance(value, datetime) and is_naive(value)):
            return None, False
        return (value, int(pk)), direction == "p"
    except (ValueError, ValidationError):
        return None, False

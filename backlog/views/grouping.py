"""Items in groups: by area, owner or release, the first few of each, and what all of a group come to."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from backlog.models import Item, Release, Shipment
from common.paging import Order
from tickets.models import ProductArea

SHOWN = 10
"""So many of each group are shown; its heading leads to all of them."""
GROUPS = {"area": gettext_noop("Area"), "owner": gettext_noop("Owner"), "release": gettext_noop("Release")}
_KEYS = {"area": "product_area_id", "owner": "owner_id", "release": "release_id"}
_NONE = {"area": "", "owner": "nobody", "release": "none"}


@dataclass(frozen=True)
class Group:
    """Items that belong together; `query`: the filter that shows all of them."""

    title: str
    items: list[Item]
    n: int
    cost: Decimal
    query: str


def grouped(rows: QuerySet[Item], by: str, order: Order, stage: str) -> list[Group]:
    """The groups, those with the most items first; within each the order that was asked for."""
    key = _KEYS[by]
    if by == "release":
        last = Shipment.objects.filter(item=OuterRef("pk")).order_by("-pk").values("release")
        rows = rows.annotate(release_id=Subquery(last[:1]))
    place = Window(RowNumber(), partition_by=F(key), order_by=order.names(backwards=False))
    shown = rows.annotate(place=place).filter(place__lte=SHOWN).order_by(key, "place")
    sums = list(rows.order_by().values(key).annotate(n=Count("pk"), cost=Sum("monthly_cost")).order_by("-n", key))
    titles = _titles(by, [row[key] for row in sums])
    items: dict[Any, list[Item]] = {}
    for item in shown:
        items.setdefault(getattr(item, key), []).append(item)
    return [
        Group(
            titles.get(row[key], _("None")), items.get(row[key], []), row["n"], row["cost"], _query(by, row[key], stage)
        )
        for row in sums
    ]


def _query(by: str, number: int | None, stage: str) -> str:
    """The filter that shows all of a group; nothing filters by having no area."""
    said = str(number or _NONE[by])
    return urlencode({by: said} | ({"stage": stage} if stage else {})) if said else ""


def _titles(by: str, numbers: list[Any]) -> dict[Any, str]:
    of = {"area": ProductArea, "owner": User, "release": Release}[by]
    known = of._default_manager.in_bulk([number for number in numbers if number])
    return {number: one.name if isinstance(one, User) else str(one) for number, one in known.items()}

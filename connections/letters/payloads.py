"""What does a webhook say? Version 1 of its shape: it may be added to; nothing in it is ever renamed or taken away.

Numbers, stages and links only: no name, no address and no words of a customer leave with it. Whoever may know more
follows the link, and signs in.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import models

from backlog.models import Item, Release
from capabilities.models import Capability
from connections.letters.happenings import Happening
from tickets.models import ProductArea

VERSION = 1
_Rows = dict[int, Any]


class Known:
    """What stands behind many happenings, looked up together."""

    def __init__(self, happenings: Sequence[Happening]) -> None:
        self._by_kind: dict[str, _Rows] = {
            kind: _rows(model, {told.number for told in happenings if told.about == kind})
            for kind, model in (("item", Item), ("release", Release), ("capability", Capability))
        }
        areas = {told.area_id for told in happenings} | {
            item.product_area_id for item in self._by_kind["item"].values()
        }
        self._areas = ProductArea.objects.in_bulk(number for number in areas if number)

    def thing(self, told: Happening) -> Any:
        """The item, release or capability; None for a ticket, of which the event says enough."""
        return self._by_kind.get(told.about, {}).get(told.number)

    def area(self, told: Happening) -> ProductArea | None:
        """The area of a ticket, as it was, of an item, or of a spike that is one of an area."""
        number = (
            told.area_id if told.about in {"ticket", "spike"} else getattr(self.thing(told), "product_area_id", None)
        )
        return self._areas.get(number or 0)


def payload(told: Happening, known: Known) -> dict[str, Any]:
    """The whole body."""
    return wrapped(told.type, told.at, {told.about: _about(told, known)} | _beside(told))


def wrapped(kind: str, at: datetime, said: dict[str, Any]) -> dict[str, Any]:
    """What every body begins with."""
    return {"type": kind, "version": VERSION, "timestamp": at.astimezone(UTC).isoformat(), "data": said}


def reference(told: Happening) -> str:
    """How people call what it is about: CS-12, PB-3; a release or a capability by its number."""
    prefix = {"ticket": "CS-", "item": "PB-"}.get(told.about, f"{told.about} ")
    return f"{prefix}{told.number}"


def _about(told: Happening, known: Known) -> dict[str, Any]:
    if told.about == "release":
        release = known.thing(told)
        return _linked("releases", told.number) | {"name": release.name, "version": release.version}
    if told.about == "capability":
        return _linked("capabilities", told.number) | {"name": known.thing(told).name}
    if told.about == "spike":
        return _linked("spikes", told.number) | {"area": _named(known.area(told))}
    return _staged(told, known)


def _staged(told: Happening, known: Known) -> dict[str, Any]:
    area = known.area(told)
    place = "tickets" if told.about == "ticket" else "backlog"
    said = {
        **_linked(place, reference(told), told.number),
        "reference": reference(told),
        "stage": told.stage,
        "area": _named(area),
    }
    if told.about == "ticket":
        return said | {"channel": told.more["channel"]}
    return said | {"title": known.thing(told).title}


def _named(area: ProductArea | None) -> dict[str, Any] | None:
    return {"id": area.pk, "name": area.name} if area else None


def _beside(told: Happening) -> dict[str, Any]:
    return {name: value for name, value in told.more.items() if name != "channel"}


def _linked(place: str, called: str | int, number: int | None = None) -> dict[str, Any]:
    in_api = "items" if place == "backlog" else place
    return {
        "id": called if number is None else number,
        "url": f"{settings.SITE_URL}/{place}/{called}/",
        "api_url": f"{settings.SITE_URL}/api/v1/{in_api}/{called}/",
    }


def _rows(model: type[models.Model], numbers: set[int]) -> _Rows:
    return model._default_manager.in_bulk(numbers) if numbers else {}

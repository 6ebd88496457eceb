"""Whose meaning do we know?"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

if TYPE_CHECKING:
    from tickets.models import Meaning  # noqa: F401


class Known(NamedTuple):
    """A ticket whose meaning we know, and when it was received."""

    pk: int
    vector: bytes
    received_at: datetime


class MeaningQuerySet(QuerySet["Meaning"]):
    """Meaning.objects …"""

    def known(self, model: str, *, among: Iterable[int], newest: int) -> list[Known]:
        """… by this model: those among these tickets, and so many of the newest."""
        rows = self.filter(model=model).exclude(vector=b"").values_list("pk", "vector", "ticket__received_at")
        found = [*rows.filter(pk__in=list(among)), *rows.order_by("-pk")[:newest]]
        return [Known(pk, bytes(vector), at) for pk, vector, at in {row[0]: row for row in found}.values()]

    def missing(self, model: str, *, most: int, newest: int | None = None) -> list[tuple[int, str]]:
        """The newest tickets without one by this model, and their words; `newest`: looked for among so many only."""
        tickets = apps.get_model("tickets", "Ticket")._default_manager.order_by("-pk")
        if newest is not None:
            last = tickets.values_list("pk", flat=True).first() or 0
            tickets = tickets.filter(Q(pk__gt=last - newest))
        without = tickets.filter(~Exists(self.filter(pk=OuterRef("pk"), model=model)))
        return list(without.values_list("pk", "verbatim")[:most])

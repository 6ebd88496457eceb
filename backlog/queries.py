"""Which items, which voices?"""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404

from common.references import number_of
from tickets.models import Ticket

if TYPE_CHECKING:
    from backlog.models import Item, Voice


class ItemQuerySet(QuerySet["Item"]):
    """Item.objects …"""

    def column(self, stage: str) -> "ItemQuerySet":
        """… of one column, in the order by hand."""
        return self.filter(stage=stage).order_by("rank", "pk")

    def in_force(self) -> "ItemQuerySet":
        """… whose promise binds us."""
        return self.exclude(stage="dropped").exclude(promise="")

    def voiced(self) -> "ItemQuerySet":
        """… with `voice_count`; counted for the rows that are shown, not for all that might be."""
        return self.annotate(voice_count=self._counted("voices"))

    def heard(self) -> "ItemQuerySet":
        """… with `voice_count`, `customer_count` (each once) and `company_count` (each once)."""
        return self.voiced().annotate(
            customer_count=self._counted("voices__ticket__customer"),
            company_count=self._counted("voices__ticket__customer__company"),
        )

    def _counted(self, what: str) -> Coalesce:
        """How many different ones of these speak for an item: a question of its own, so that no join multiplies."""
        this = self.model._default_manager.filter(pk=OuterRef("pk")).order_by()
        speaking = this.filter(voices__isnull=False, voices__withdrawn_at__isnull=True)
        return Coalesce(Subquery(speaking.values("pk").annotate(n=Count(what, distinct=True)).values("n")), 0)

    def promised(self) -> "ItemQuerySet":
        """… that someone was already promised."""
        return self.filter(voices__withdrawn_at__isnull=True, voices__isnull=False).distinct()

    def sums(self) -> dict[str, dict[str, Any]]:
        """… added up: how many by stage, and what the promises in force cost a month."""
        by_stage = self.values("stage").annotate(n=Count("pk"), cost=Sum("monthly_cost")).order_by()
        return {row["stage"]: row for row in by_stage}

    def costs_by_area(self) -> list[tuple[set[int | None], Decimal]]:
        """… in force, added up: (the area and its parent, what they cost a month)."""
        rows = self.exclude(stage="dropped").values("product_area", "product_area__parent")
        summed = rows.annotate(cost=Sum("monthly_cost")).order_by()
        return [({row["product_area"], row["product_area__parent"]}, row["cost"]) for row in summed]

    def called(self, reference: str) -> "Item":
        """The item of a reference such as PB-88; Http404 where there is none."""
        found = self.known_as(reference)
        if found is None:
            raise Http404(reference)
        return found

    def known_as(self, said: object) -> "Item | None":
        """The one that a person means by `PB-12` or `12`; None where there is none."""
        number = number_of(said, "PB")
        return None if number is None else self.filter(pk=number).first()


class VoiceQuerySet(QuerySet["Voice"]):
    """Voice.objects …"""

    def speaking(self) -> "VoiceQuerySet":
        """… that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def first_of(self, items: list[int]) -> "VoiceQuerySet":
        """… the first of each of these items; chosen before anything is joined to them."""
        first = self.speaking().filter(item__in=items).order_by("item_id", "pk").distinct("item_id")
        return self.filter(pk__in=first.values("pk"))

    def drawn(self) -> "VoiceQuerySet":
        """… with what a page shows of them."""
        return self.select_related("ticket__customer__company")

    def of(self, ticket: Ticket) -> "Voice | None":
        """The voice of an accepted ticket, with its item."""
        return self.speaking().filter(ticket=ticket).select_related("item").first()

"""Which items, which voices?"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, JSONObject
from django.http import Http404

from backlog.workflow import OPEN_STAGES
from common.references import number_of
from tickets.models import Ticket

if TYPE_CHECKING:
    from backlog.models import ApprovalRequest, Blocker, Item, ItemFile, Measurement, PromiseUse, Shipment, Voice  # noqa: F401


BACK = "came_back"
"""Asked for like a verdict: what was opened again since it was shipped."""


def month_before(day: date) -> date:
    """The first day of the month before that of `day`."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


class ItemQuerySet(QuerySet["Item"]):
    """Item.objects …"""

    def there_for(self, numbers: Collection[int], _reader: Any) -> Iterable[int]:
        """The numbers among these whose item exists; whoever works here may see every item."""
        return self.filter(pk__in=numbers).values_list("pk", flat=True)

    def column(self, stage: str) -> "ItemQuerySet":
        """… of one column, in the order by hand."""
        return self.filter(stage=stage).order_by("rank", "pk")

    def named_only(self) -> "ItemQuerySet":
        """… with what says whether a card on a board is still the same, and nothing of what it shows."""
        facts = ("stage", "rank", "version", "touched_at", "heard_count", "weight", "measurement__measured_at")
        return self.select_related("measurement").only(*facts)

    def in_force(self) -> "ItemQuerySet":
        """… whose promise binds us: neither dropped nor retired."""
        return self.filter(retired_at=None).exclude(stage="dropped").exclude(promise="")

    def out(self) -> "ItemQuerySet":
        """… that were shipped and not dropped since; those that came back, too."""
        return self.filter(shipped_at__isnull=False).exclude(stage="dropped")

    def untouched_since(self, moment: datetime) -> "ItemQuerySet":
        """… still to be shipped, with which nothing was done since a moment."""
        return self.filter(stage__in=OPEN_STAGES, touched_at__lt=moment)

    def weighed_before(self, moment: datetime) -> "ItemQuerySet":
        """… weighed before a moment, or never."""
        return self.filter(Q(weighed_at=None) | Q(weighed_at__lt=moment))

    def placed(self) -> "ItemQuerySet":
        """… with what lists sort by: `owner_key`, the owner's name, and `area_key`, areas in the firm's own order."""
        return self.annotate(
            owner_key=Coalesce("owner__name", Value("")),
            area_key=Coalesce("product_area_id", 0, output_field=BigIntegerField()),
        )

    def due_for_review(self, on: date) -> "ItemQuerySet":
        """… in force, whose review day has come."""
        return self.in_force().filter(review_on__lte=on)

    def over_plan(self, on: date) -> "ItemQuerySet":
        """… in force, that cost more than planned in each of the last two whole months."""
        last = month_before(on)
        dear = [self._use_of(month).filter(cost__gt=OuterRef("monthly_cost")) for month in (last, month_before(last))]
        return self.in_force().filter(Exists(dear[0]), Exists(dear[1]))

    def accounted(self, month: date) -> "ItemQuerySet":
        """… with `actual_cost` and `actual_times` of a month; None where nobody accounted for it."""
        use = self._use_of(month)
        return self.annotate(actual_cost=Subquery(use.values("cost")), actual_times=Subquery(use.values("times")))

    def _use_of(self, month: date) -> "QuerySet[PromiseUse]":
        uses: type[PromiseUse] = self.model._meta.get_field("uses").related_model  # type: ignore[assignment]  # named, for models import queries
        return uses._default_manager.filter(item=OuterRef("pk"), month=month)

    def voiced(self) -> "ItemQuerySet":
        """… with `voice_count`; counted for the rows that are shown, not for all that might be."""
        return self.annotate(voice_count=self._counted("voices"))

    def with_files(self) -> "ItemQuerySet":
        """… with `beside`: the files that stand beside them, as one column."""
        files: type[ItemFile] = self.model._meta.get_field("files").related_model  # type: ignore[assignment]  # named, for models import queries
        names = ("key", "name", "size", "has_preview")
        rows = files._default_manager.filter(item=OuterRef("pk")).order_by("pk")
        return self.annotate(beside=ArraySubquery(rows.values(file=JSONObject(**{name: name for name in names}))))

    def with_blockers(self) -> "ItemQuerySet":
        """… with `waits_for`: the items and capabilities for which they wait, as one column."""
        blockers: type[Blocker] = self.model._meta.get_field("blockers").related_model  # type: ignore[assignment]  # named, for models import queries
        rows = blockers._default_manager.filter(item=OuterRef("pk")).order_by("pk")
        facts = JSONObject(
            pk="pk",
            item="by_item",
            title="by_item__title",
            stage="by_item__stage",
            capability="by_capability",
            name="by_capability__name",
            arrived_at="by_capability__arrived_at",
        )
        return self.annotate(waits_for=ArraySubquery(rows.values(facts=facts)))

    def heard(self) -> "ItemQuerySet":
        """… with `voice_count`, `customer_count` (each once) and `company_count` (each once)."""
        return self.voiced().annotate(
            customer_count=self._counted("voices__ticket__customer"),
            company_count=self._counted("voices__ticket__customer__company"),
        )

    def changed_for_everyone(self, moment: datetime) -> "ItemQuerySet":
        """… shipped and in force, with every customer at a moment; with `customer_count`, and of its release the name and `release_version`."""
        shipments: type[Shipment] = self.model._meta.get_field("shipments").related_model  # type: ignore[assignment]  # named, for models import queries
        last = shipments._default_manager.filter(item=OuterRef("pk"), shipped_at__gte=OuterRef("shipped_at"))
        newest = last.order_by("-pk")
        shares = newest.filter(release__shares__percent=100, release__shares__since__lte=moment)
        there = self.in_force().filter(stage__in=["shipped", "verified"])
        named = there.annotate(
            customer_count=self._counted("voices__ticket__customer"),
            release_name=Subquery(newest.values("release__name")[:1]),
            release_version=Subquery(newest.values("release__version")[:1]),
        )
        return named.filter(Q(release_name=None) | Exists(shares))

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
        rows = self.filter(retired_at=None).exclude(stage="dropped").values("product_area", "product_area__parent")
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

    def of(self, ticket: Ticket) -> "VoiceQuerySet":
        """… that speak for this ticket, with their items; first that with which it was promised something."""
        return self.speaking().filter(ticket=ticket).select_related("item").order_by("joined_at", "pk")

    def fallen_silent(self, ticket: Ticket) -> "VoiceQuerySet":
        """… that a colleague let fall silent since a ticket was decided, the last first: they may speak again."""
        silent = self.filter(ticket=ticket, decision=ticket.decision_id, withdrawn_at__isnull=False, taken_by=None)
        return silent.select_related("item").order_by("-withdrawn_at", "-pk")

    def leading(self) -> "VoiceQuerySet":
        """… with their items, those that speak first: what an earlier decision has become."""
        return self.select_related("item").order_by(F("withdrawn_at").asc(nulls_first=True), "joined_at", "pk")


class ApprovalQuerySet(QuerySet["ApprovalRequest"]):
    """ApprovalRequest.objects …"""

    def open(self) -> "ApprovalQuerySet":
        """… that wait for a manager."""
        return self.filter(answered_at=None)

    def drawn(self) -> "ApprovalQuerySet":
        """… with what a page shows of them."""
        return self.select_related("ticket__product_area", "ticket__customer", "item", "asked_by", "answered_by")


class MeasurementQuerySet(QuerySet["Measurement"]):
    """Measurement.objects …"""

    def due(self, moment: datetime) -> "MeasurementQuerySet":
        """… whose time has come, the longest waiting first."""
        return self.filter(due_at__lte=moment).order_by("due_at")

    def said_to_be(self, verdict: str) -> "MeasurementQuerySet":
        """… of one verdict, or that came back; all of them for nothing."""
        if verdict == BACK:
            return self.filter(came_back_at__isnull=False)
        return self.filter(verdict=verdict) if verdict else self

    def of_what_is_out(self) -> "MeasurementQuerySet":
        """… of items that were not dropped."""
        return self.exclude(item__stage="dropped")

    def drawn(self) -> "MeasurementQuerySet":
        """… with what a page shows of them."""
        return self.select_related("item__product_area__parent", "item__owner")

"""Which tickets?"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import Http404

from common.references import number_of
from customers.models import Customer
from tickets.workflow import OPEN, Stage

if TYPE_CHECKING:
    from accounts.models import User
    from tickets.models import Arrival, Decision, Demand, Likeness, ProductArea, SameAs, Ticket  # noqa: F401


class ProductAreaQuerySet(QuerySet["ProductArea"]):
    """ProductArea.objects …"""

    def as_tree(self) -> "ProductAreaQuerySet":
        """… parents first, each followed by its parts."""
        family = Coalesce("parent_id", "pk")
        return self.select_related("parent").order_by(family, F("parent_id").asc(nulls_first=True), "pk")

    def budget_left(self, area: "ProductArea | None") -> Decimal | None:
        """What the area's promises may still cost a month; None where no budget is set.

        A part without a budget of its own shares its parent's. Promises are items neither dropped nor retired;
        the room above this one owns them, so they are reached by name only.
        """
        holder = area if area is None or area.monthly_promise_budget is not None else area.parent
        if holder is None or holder.monthly_promise_budget is None:
            return None
        in_force = Sum("items__monthly_cost", filter=Q(items__retired_at=None) & ~Q(items__stage="dropped"))
        kept = self.within(holder.pk).aggregate(sum=in_force)["sum"]
        return holder.monthly_promise_budget - (kept or Decimal(0))

    def limit_of(self, area: "ProductArea | None") -> Decimal:
        """Above what a month a promise of the area is a manager's to make: its own, its parent's, then the setting."""
        own = area.promise_needs_manager_above if area else None
        if area is not None and own is None and area.parent is not None:
            own = area.parent.promise_needs_manager_above
        limit: Decimal = settings.PROMISE_NEEDS_MANAGER_ABOVE
        return limit if own is None else own

    def within(self, area_id: int) -> "ProductAreaQuerySet":
        """… an area and its parts."""
        return self.filter(Q(pk=area_id) | Q(parent_id=area_id))


class Near(NamedTuple):
    """A ticket that is like what was asked, how much, and when it was received."""

    pk: int
    score: float
    received_at: datetime


class LikenessQuerySet(QuerySet["Likeness"]):
    """Likeness.objects …"""

    def alike(self, terms: list[int], *, beside: int | None = None, limit: int = 5) -> list[Near]:
        """… most like these terms, best first; the score is 0 (nothing shared) to 1 (all shared).

        The score is the share of the asked weight that a ticket has, too. Only tickets that share one of the
        rarest terms are looked at, the newest first, so that the cost does not grow with the table.
        """
        if not terms:
            return []
        with connection.cursor() as cursor:
            cursor.execute(_ALIKE, {"terms": terms, "beside": beside or 0, "limit": limit, "least": LEAST_LIKENESS})
            return [Near(pk, float(score), at) for pk, score, at in cursor.fetchall()]


LEAST_LIKENESS = 0.2
"""Below this share two complaints have only everyday words in common."""

_ALIKE = """
WITH asked AS MATERIALIZED (
    SELECT term, coalesce(weight, 9.0) AS weight
    FROM unnest(%(terms)s::int[]) AS term LEFT JOIN tickets_termweight USING (term)
), newest AS MATERIALIZED (
    SELECT ticket_id FROM tickets_likeness
    WHERE terms && (SELECT array_agg(term) FROM (SELECT term FROM asked ORDER BY weight DESC, term LIMIT 16) AS rarest)
      AND ticket_id <> %(beside)s
    ORDER BY ticket_id DESC LIMIT 500
), said AS (
    SELECT ticket_id, unnest(terms) AS term FROM tickets_likeness
    WHERE ticket_id = ANY (ARRAY(SELECT ticket_id FROM newest))
), scored AS (
    SELECT ticket_id, sum(weight) / (SELECT sum(weight) FROM asked) AS score
    FROM said JOIN asked USING (term) GROUP BY ticket_id
)
SELECT ticket_id, score, received_at FROM scored JOIN tickets_ticket ON id = ticket_id
WHERE score >= %(least)s ORDER BY score DESC, ticket_id DESC LIMIT %(limit)s
"""


class ArrivalQuerySet(QuerySet["Arrival"]):
    """Arrival.objects …"""

    def undone(self) -> "ArrivalQuerySet":
        """… of which tickets may still have to come back."""
        return self.filter(done_at__isnull=True)

    def due(self, moment: datetime) -> "ArrivalQuerySet":
        """… at which nobody seems to be."""
        return self.undone().filter(due_at__lte=moment).order_by("due_at")


class Waiting(NamedTuple):
    """Who waits for a capability: tickets, and the people behind them, each counted once; money is theirs a month."""

    tickets: int = 0
    customers: int = 0
    companies: int = 0
    oldest_at: datetime | None = None
    monthly_value: Decimal | None = None


_WHO_WAITS = """
WITH waiting AS (
    SELECT waiting_for_id, customer_id, count(*) AS tickets, min(at) AS oldest
    FROM tickets_ticket ticket JOIN tickets_decision decision ON decision.id = ticket.decision_id
    WHERE stage = 'declined' AND waiting_for_id = ANY(%s) GROUP BY waiting_for_id, customer_id
)
SELECT waiting_for_id, sum(tickets)::int, count(customer_id), count(DISTINCT company_id), min(oldest), sum(monthly_value)
FROM waiting LEFT JOIN customers_customer customer ON customer.id = customer_id GROUP BY waiting_for_id
"""


class TicketQuerySet(QuerySet["Ticket"]):
    """Ticket.objects …"""

    def visible_to(self, user: "User") -> "TicketQuerySet":
        """… that a colleague may see: all of them for whoever works here, none for anyone else."""
        return self if user.is_authenticated and user.is_active and user.role else self.none()

    def open(self) -> "TicketQuerySet":
        """… that wait for a decision of ours: those with an hour, and no others (`an_open_ticket_has_its_hour`).

        To name the stages as well would let the planner expect a hundredth of them, and sort all to show fifty.
        """
        return self.filter(due_at__isnull=False)

    def waiting(self, stage: str) -> "TicketQuerySet":
        """… of one open stage, in the order of `due_at`."""
        return self.filter(stage=stage, due_at__isnull=False)

    def past_their_hour(self, moment: datetime) -> "TicketQuerySet":
        """… that waited longer than promised."""
        return self.filter(due_at__lt=moment)

    def counts_by_stage(self, most: int = 1000) -> dict[str, int]:
        """… counted by stage, but no further than `most`: the cost does not grow with the table."""
        of_stage = [self.waiting(stage) if stage in OPEN else self.filter(stage=stage) for stage in Stage]
        parts = [rows.order_by().values("pk")[:most].query.sql_with_params() for rows in of_stage]
        sql = " UNION ALL ".join(f"SELECT count(*) FROM ({part}) AS s" for part, _values in parts)  # noqa: S608 (by the ORM)
        with connection.cursor() as cursor:
            cursor.execute(sql, [value for _sql, parameters in parts for value in parameters])
            return dict(zip(Stage.values, (row[0] for row in cursor.fetchall()), strict=True))

    def saying(self, words: str) -> "TicketQuerySet":
        """… whose words hold these words (a trigram index), or whose number this is."""
        said = words.strip()[:200]
        if said.upper().startswith("CS-") and (number := number_of(said, "CS")) is not None:
            return self.filter(pk=number)
        return self.filter(verbatim__icontains=said)

    def of(self, customer: Customer) -> "TicketQuerySet":
        """… of one customer, newest first."""
        return self.filter(customer=customer).order_by("-pk")

    def declined_for(self, capability_id: int) -> "TicketQuerySet":
        """… declined until a capability arrives."""
        return self.filter(stage=Stage.DECLINED, decision__waiting_for_id=capability_id).order_by("pk")

    def who_waits_for(self, capability_ids: list[int]) -> dict[int, Waiting]:
        """… declined for each of these capabilities, counted in one question; those for which nobody waits are 0."""
        with connection.cursor() as cursor:
            cursor.execute(_WHO_WAITS, [capability_ids])
            found = {capability: Waiting(*counts) for capability, *counts in cursor.fetchall()}
        return {pk: found.get(pk, Waiting()) for pk in capability_ids}

    def once_declined_for(self, capability_id: int) -> "TicketQuerySet":
        """… that ever waited for a capability, wherever they stand now."""
        waited = self.model._default_manager.filter(decisions__waiting_for_id=capability_id)
        return self.filter(pk__in=waited.values("pk"))

    def to_look_at_again(self, on: date) -> "TicketQuerySet":
        """… declined until a date that has come."""
        return self.filter(stage=Stage.DECLINED, decision__revisit_on__lte=on).order_by("pk")

    def drawn(self) -> "TicketQuerySet":
        """… with what a row shows."""
        return self.select_related("customer__company", "product_area", "owner", "decision")

    def just_logged_by(self, user: "User", moment: datetime) -> "TicketQuerySet":
        """… that a colleague wrote down within the last quarter of an hour and nobody heard yet."""
        return self.filter(
            received_by=user, received_at__gt=moment - timedelta(minutes=15), stage=Stage.TO_LISTEN
        ).order_by("-received_at", "-pk")

    def called(self, reference: str) -> "Ticket":
        """The ticket of a reference such as CS-1042; Http404 where there is none."""
        found = self.known_as(reference)
        if found is None:
            raise Http404(reference)
        return found

    def named(self, references: Iterable[object]) -> "dict[str, Ticket | None]":
        """The tickets of several references, in their order, each once; None for one that is not there."""
        numbers = {str(said): number_of(said, "CS") for said in references}
        found = self.in_bulk([number for number in numbers.values() if number is not None])
        named = {said: found.get(number) if number is not None else None for said, number in numbers.items()}
        return {ticket.reference if ticket else said: ticket for said, ticket in named.items()}

    def known_as(self, said: object) -> "Ticket | None":
        """The one that a person means by `CS-12` or `12`; None where there is none."""
        number = number_of(said, "CS")
        return None if number is None else self.filter(pk=number).first()


class DecisionQuerySet(QuerySet["Decision"]):
    """Decision.objects …"""

    def newest_of(self, tickets: Iterable[int]) -> "DecisionQuerySet":
        """… the last one of each of these tickets, whether it still holds or not."""
        return self.filter(ticket__in=list(tickets)).order_by("ticket_id", "-pk").distinct("ticket_id")

    def told(self) -> "DecisionQuerySet":
        """… with who decided it, about whom, and what it waits for."""
        return self.select_related("by", "waiting_for", "ticket__customer__company", "ticket__product_area")


class SameAsQuerySet(QuerySet["SameAs"]):
    """SameAs.objects …"""

    def asking_for(self, decision: "Decision") -> "SameAsQuerySet":
        """… that count on a decline."""
        return self.filter(decision=decision)

    def others_than(self, customer: Customer | None) -> "SameAsQuerySet":
        """… of other customers, and of other companies than theirs."""
        if customer is None:
            return self
        rows = self.exclude(ticket__customer=customer)
        return rows.exclude(ticket__customer__company=customer.company_id) if customer.company_id else rows

    def customers(self) -> int:
        """How many different customers these are; a company is one, nobody in particular is none."""
        who = Coalesce(-F("ticket__customer__company_id"), F("ticket__customer_id"))
        return int(self.aggregate(n=Count(who, distinct=True))["n"])


class DemandQuerySet(QuerySet["Demand"]):
    """Demand.objects …"""

    def pressing(self) -> "DemandQuerySet":
        """… that grew past its threshold, of declines that still hold."""
        return self.filter(pressing_since__isnull=False, decision__ticket__decision=F("decision"))

    def drawn(self) -> "DemandQuerySet":
        """… with what a row shows."""
        return self.select_related("decision__by", "decision__waiting_for", "decision__ticket__customer__company")

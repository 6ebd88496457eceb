"""Which tickets?"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection
from django.db.models import F, Q, QuerySet, Sum
from django.http import Http404

from common.references import number_of
from customers.models import Customer
from tickets.workflow import OPEN, Stage

if TYPE_CHECKING:
    from accounts.models import User
    from tickets.models import Aftermath, Decision, Likeness, ProductArea, Ticket  # noqa: F401


class ProductAreaQuerySet(QuerySet["ProductArea"]):
    """ProductArea.objects …"""

    def as_tree(self) -> "ProductAreaQuerySet":
        """… parents first, each followed by its parts."""
        from django.db.models.functions import Coalesce

        family = Coalesce("parent_id", "pk")
        return self.select_related("parent").order_by(family, F("parent_id").asc(nulls_first=True), "pk")

    def budget_left(self, area: "ProductArea | None") -> Decimal | None:
        """What the area's promises may still cost a month; None where no budget is set.

        A part without a budget of its own shares its parent's. Promises are items that were not dropped;
        the room above this one owns them, so they are reached by name only.
        """
        holder = area if area is None or area.monthly_promise_budget is not None else area.parent
        if holder is None or holder.monthly_promise_budget is None:
            return None
        in_force = Sum("items__monthly_cost", filter=~Q(items__stage="dropped"))
        kept = self.within(holder.pk).aggregate(sum=in_force)["sum"]
        return holder.monthly_promise_budget - (kept or Decimal(0))

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
), near AS MATERIALIZED (
    SELECT ticket_id, terms FROM tickets_likeness
    WHERE terms && (SELECT array_agg(term) FROM (SELECT term FROM asked ORDER BY weight DESC, term LIMIT 16) AS rarest)
      AND ticket_id <> %(beside)s
), newest AS MATERIALIZED (
    SELECT ticket_id, terms FROM near ORDER BY ticket_id DESC LIMIT 500
), scored AS (
    SELECT ticket_id, sum(weight) / (SELECT sum(weight) FROM asked) AS score
    FROM newest, unnest(terms) AS term JOIN asked USING (term) GROUP BY ticket_id
)
SELECT ticket_id, score, received_at FROM scored JOIN tickets_ticket ON id = ticket_id
WHERE score >= %(least)s ORDER BY score DESC, ticket_id DESC LIMIT %(limit)s
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

    def known_as(self, said: object) -> "Ticket | None":
        """The one that a person means by `CS-12` or `12`; None where there is none."""
        number = number_of(said, "CS")
        return None if number is None else self.filter(pk=number).first()


class DecisionQuerySet(QuerySet["Decision"]):
    """Decision.objects …"""

    def due_after(self, days: int, moment: datetime) -> "DecisionQuerySet":
        """… that still stand after so many days, and of which nobody noted what became of the customer; by number."""
        stands = self.filter(at__lte=moment - timedelta(days=days), ticket__decision=F("pk"))
        return stands.exclude(aftermaths__after_days=days).select_related("ticket__customer").order_by("pk")


class AftermathQuerySet(QuerySet["Aftermath"]):
    """Aftermath.objects …"""

    def of(self, ticket: "Ticket") -> "AftermathQuerySet":
        """… of the decision that a ticket stands on, the earlier first."""
        return self.filter(decision=ticket.decision_id).select_related("by").order_by("after_days")

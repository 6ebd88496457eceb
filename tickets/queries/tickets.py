"""Which tickets?"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection
from django.db.models import BooleanField, Count, F, Func, QuerySet, Value
from django.http import Http404

from common.models import Document
from common.references import number_of
from common.words import ASKED_LIMIT
from common.words import asked as wanted
from customers.models import Company, Customer
from tickets.likeness import asked as asked_by
from tickets.queries.fields import values_asked
from tickets.workflow import OPEN, Stage

if TYPE_CHECKING:
    from accounts.models import User
    from tickets.models import Arrival, CustomField, Ticket  # noqa: F401


MOST_ALIKE = 500
"""So many of the nearest are like a ticket."""


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


def may_see_tickets(user: "User") -> bool:
    """Whether a colleague sees tickets: all of them whoever works here, none anyone else."""
    return bool(user.is_authenticated and user.is_active and user.role)


class TicketQuerySet(QuerySet["Ticket"]):
    """Ticket.objects …"""

    def visible_to(self, user: "User") -> "TicketQuerySet":
        """… that a colleague may see: all of them for whoever works here, none for anyone else."""
        return self if may_see_tickets(user) else self.none()

    def there_for(self, numbers: Collection[int], reader: "User") -> Iterable[int]:
        """The numbers among these whose ticket exists and may be seen by a reader."""
        return self.visible_to(reader).filter(pk__in=numbers).values_list("pk", flat=True)

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
        """… on which these words were said (the newest that hold them all), or whose number this is."""
        said = words.strip()[:ASKED_LIMIT]
        if said.upper().startswith("CS-") and (number := number_of(said, "CS")) is not None:
            return self.filter(pk=number)
        asked = wanted(said)
        return self.numbered(Document.objects.numbers("ticket", asked))

    def numbered(self, numbers: Collection[int]) -> "TicketQuerySet":
        """… with one of these numbers, said as one value: to read thousands of them takes longer than to answer."""
        many = Value(f"{{{','.join(map(str, numbers))}}}")
        return self.filter(
            Func(
                F("pk"),
                many,
                template="(%(expressions)s::bigint[]))",
                arg_joiner=" = ANY(",
                output_field=BooleanField(),
            )
        )

    def of(self, customer: Customer) -> "TicketQuerySet":
        """… of one customer, newest first."""
        return self.filter(customer=customer).order_by("-pk")

    def of_company(self, company: Company) -> "TicketQuerySet":
        """… of the people who work for a company."""
        return self.filter(customer__company=company)

    def outcomes(self) -> dict[str, int]:
        """… counted by what became of them: accepted, declined, set aside, still open."""
        said = self.values_list("stage").annotate(n=Count("pk")).order_by()
        counts = dict.fromkeys(("open", Stage.ACCEPTED, Stage.DECLINED, Stage.SET_ASIDE), 0)
        for stage, number in said:
            counts["open" if stage in OPEN else stage] += number
        return counts

    def tagged(self, name: str) -> "TicketQuerySet":
        """… that carry a tag."""
        return self.filter(taggings__tag__name=name)

    def like(self, ticket: "Ticket") -> "TicketQuerySet":
        """… that are most like one, a few hundred at most; without it."""
        kept: Any = self.model._meta.get_field("likeness").related_model
        near = kept.objects.alike(asked_by(ticket.verbatim), beside=ticket.pk, limit=MOST_ALIKE)
        return self.numbered([one.pk for one in near])

    def holding(self, field: "CustomField", said: str) -> "TicketQuerySet":
        """… on which a field holds this: words of a text, a choice, yes or no, `3` or `3..10`, a day or two.

        What cannot be read as a value of the field is passed over. Each kind has an index of its own.
        """
        asked = values_asked(field, said)
        return self if asked is None else self.filter(asked)

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

    def just_logged_by(self, number: int, since: datetime) -> "TicketQuerySet":
        """… that the colleague of a number wrote down since then and nobody heard yet."""
        return self.filter(received_by=number, received_at__gt=since, stage=Stage.TO_LISTEN).order_by(
            "-received_at", "-pk"
        )

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

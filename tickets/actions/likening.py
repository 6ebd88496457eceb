"""Find what is alike, and weigh the words by how common they are."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Count, QuerySet

from common.clock import now
from common.prepared import Prepared, among
from tickets import likeness
from tickets.actions import meaning
from tickets.models import Likeness, Ticket
from tickets.queries import LEAST_LIKENESS, PERHAPS_ALIKE, Near
from tickets.queries.likeness import FEW
from tickets.workflow import Stage

LOOK_BACK = timedelta(days=90)
RANKED, MOST = FEW, 500
CROWD_OF = 10
"""So many nearest are a ticket's crowd."""


@dataclass(frozen=True)
class Alike:
    """A ticket, and how much of the asked weight it shares (0 to 1)."""

    ticket: Ticket
    score: float

    @property
    def is_loose(self) -> bool:
        """Whether it may be about something else: shown to a reader, and counted for nothing."""
        return self.score < LEAST_LIKENESS


@dataclass(frozen=True)
class Nearness:
    """What is like a ticket: the best few, also loosely, where there are too few others; how many that are not, and how often in the last 90 days (itself included)."""

    best: list[Alike]
    count: int
    recent: int
    customers: int = 0
    """Different customers behind the recent ones; whoever gave no name is not counted."""
    ranked: tuple[int, ...] = ()
    """Numbers of the nearest, best first; more than are shown, for only some of them are decided."""

    @property
    def per_month(self) -> int:
        """Times a month, rounded up: what an assessment begins with."""
        return -(-self.recent // 3)


def alike(text: str, *, beside: int | None = None, limit: int = 5) -> list[Alike]:
    """The tickets most like a text, best first; `beside` is left out."""
    sure, loose = _near(text, beside=beside, limit=max(limit, RANKED))
    return _with_tickets((sure + loose)[:limit])


def remember(ticket: Ticket) -> Likeness:
    """Keep the terms of a ticket's words, so that it is found from now on."""
    asked = likeness.asked(ticket.verbatim)
    claimed = likeness.claims(asked, Likeness.objects.weights(list(asked)))
    return Likeness.objects.create(ticket=ticket, terms=sorted(asked), length=likeness.length_of(claimed))


def measure_crowd(ticket_id: int) -> None:
    """Note how like its ten nearest a ticket is. Idempotent: it depends on the words that are there only."""
    ticket = Ticket.objects.only("verbatim").get(pk=ticket_id)
    near = Likeness.objects.alike(likeness.asked(ticket.verbatim), beside=ticket_id, limit=CROWD_OF, least=0)
    crowd = sum(one.score for one in near) / CROWD_OF
    Likeness.objects.filter(pk=ticket_id).update(crowd=crowd)


def nearness(ticket: Ticket, *, limit: int = 5) -> Nearness:
    """What is like a ticket."""
    near, loose = _near(ticket.verbatim, beside=ticket.pk, limit=MOST)
    begin = now() - LOOK_BACK
    recent = [one.pk for one in near if one.received_at >= begin] + [ticket.pk] * (ticket.received_at >= begin)
    return Nearness(
        best=_with_tickets((near + loose)[:limit]),
        count=len(near),
        recent=len(recent),
        ranked=tuple(one.pk for one in near[:RANKED]),
        customers=_customers_behind(recent) if ticket.stage == Stage.TO_ASSESS else 0,
    )


def _near(text: str, *, beside: int | None, limit: int) -> tuple[list[Near], list[Near]]:
    """What is like a text, best first, and what is so loosely."""
    asked = likeness.asked(text)
    near = Likeness.objects.alike(asked, said=text, beside=beside, limit=limit, least=PERHAPS_ALIKE)
    near = meaning.merged(near, text, beside=beside, limit=limit)
    sure = [one for one in near if one.score >= LEAST_LIKENESS]
    return sure, [one for one in near if one.score < LEAST_LIKENESS]


def _customers_behind(tickets: list[int]) -> int:
    """How many different customers; asked only where it is shown, while assessing."""
    rows = Ticket.objects.filter(pk__in=tickets)
    return int(rows.aggregate(n=Count("customer", distinct=True))["n"])


def _with_tickets(near: list[Near]) -> list[Alike]:
    tickets = {ticket.pk: ticket for ticket in _among(pks=[one.pk for one in near])} if near else {}
    return [Alike(tickets[one.pk], one.score) for one in near if one.pk in tickets]


@Prepared
def _among(pks: list[int]) -> QuerySet[Ticket]:
    return Ticket.objects.drawn().select_related("decision__waiting_for").filter(among("pk", pks))


@transaction.atomic
def weigh_terms(sample: int = 8000) -> int:
    """Weigh anew the terms of the newest tickets that more than two of them use; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '80s'")
        cursor.execute("DELETE FROM tickets_termweight")
        cursor.execute(_WEIGH, {"sample": sample})
        return int(cursor.rowcount)


def measure_lengths(newest: int = 5000) -> int:
    """Measure the newest tickets anew by the weights of today; returns how many."""
    rows = list(Likeness.objects.select_related("ticket").order_by("-pk")[:newest])
    weights = Likeness.objects.weights(list({term for row in rows for term in row.terms}))
    for row in rows:
        asked = likeness.asked(row.ticket.verbatim)
        row.length = likeness.length_of(likeness.claims(asked, weights))
    Likeness.objects.bulk_update(rows, ["length"], batch_size=500)
    return len(rows)


_WEIGH = """
WITH newest AS MATERIALIZED (SELECT terms FROM tickets_likeness ORDER BY ticket_id DESC LIMIT %(sample)s),
size AS (SELECT count(*)::float AS n FROM newest)
INSERT INTO tickets_termweight (term, weight)
SELECT term, ln(1 + (n - count(*) + 0.5) / (count(*) + 0.5)) FROM newest, size, unnest(terms) AS term
GROUP BY term, n HAVING count(*) > 2
"""

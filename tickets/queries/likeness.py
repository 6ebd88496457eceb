"""Which tickets are alike?"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from tickets.likeness import DAMPED, RARE

if TYPE_CHECKING:
    from tickets.models import Likeness  # noqa: F401

LEAST_LIKENESS = 0.2
"""Below this two complaints have only everyday words in common."""
CANDIDATES = 4000
"""About so many tickets are looked at, however many there are: those that share the rarest terms, the newest first."""
COMPARED, COMPARED_OF_MANY = 200, 600
"""So many of those are compared term by term: for the best few, and where hundreds are asked for."""
FEW = 50
CROWD = 0.4
"""What is like everything is less like this: so much of its crowd is taken off (Conneau et al. 2018, CSLS)."""


class Near(NamedTuple):
    """A ticket that is like what was asked, how much, and when it was received."""

    pk: int
    score: float
    received_at: datetime


class LikenessQuerySet(QuerySet["Likeness"]):
    """Likeness.objects …"""

    def weights(self, terms: list[int]) -> dict[int, float]:
        """How much each of these terms says; those that are not in the answer are rare."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT term, weight FROM tickets_termweight WHERE term = ANY (%s)", [terms])
            return dict(cursor.fetchall())

    def alike(
        self, asked: Mapping[int, float], *, beside: int | None = None, limit: int = 5, least: float = LEAST_LIKENESS
    ) -> list[Near]:
        """… most like these terms, best first; the score is the cosine, 0 (nothing shared) to 1 (all shared)."""
        if not asked:
            return []
        told: dict[str, Any] = {
            "terms": sorted(asked),
            "much": [asked[term] for term in sorted(asked)],
            "beside": beside or 0,
            "limit": limit,
            "compared": COMPARED if limit <= FEW else COMPARED_OF_MANY,
        }
        fixed = {"rare": RARE, "damped": DAMPED, "candidates": CANDIDATES, "crowd": CROWD}
        with connection.cursor() as cursor:
            cursor.execute(_ALIKE, told | fixed | {"least": least})
            return [Near(pk, min(float(score), 1.0), at) for pk, score, at in cursor.fetchall()]


_ALIKE = """
WITH asked AS MATERIALIZED (
    SELECT term, much * power(coalesce(weight, %(rare)s), %(damped)s) AS claim, coalesce(weight, %(rare)s + 1) AS weight
    FROM (SELECT term, much, (SELECT weight FROM tickets_termweight WHERE term = one.term) AS weight
          FROM unnest(%(terms)s::int[], %(much)s::float[]) AS one (term, much) OFFSET 0) AS weighed
), rarest AS MATERIALIZED (
    SELECT term, newest, row_number() OVER rarer AS place, sum(newest * exp(-weight)) OVER rarer AS many
    FROM asked CROSS JOIN (SELECT coalesce(max(ticket_id), 0)::float AS newest FROM tickets_likeness) AS last
    WHERE term & 1 = 0 WINDOW rarer AS (ORDER BY weight DESC, term ROWS UNBOUNDED PRECEDING)
), chosen AS MATERIALIZED (
    SELECT array_agg(term) AS terms, min(newest) * (1 - 2 * %(candidates)s / greatest(max(many), 1)) AS since
    FROM rarest WHERE place <= 4 OR many <= %(candidates)s
), looked AS MATERIALIZED (
    SELECT ticket_id, length, crowd, icount(terms & (SELECT terms FROM chosen)) AS rare FROM tickets_likeness
    WHERE (SELECT since <= 0 FROM chosen) AND terms && (SELECT terms FROM chosen) AND ticket_id <> %(beside)s
    UNION ALL
    SELECT ticket_id, length, crowd, icount(terms & (SELECT terms FROM chosen)) AS rare FROM tickets_likeness
    WHERE (SELECT since > 0 FROM chosen) AND terms && (SELECT terms FROM chosen)
      AND ticket_id >= (SELECT since::bigint FROM chosen) AND ticket_id <> %(beside)s
), likely AS (
    SELECT ticket_id, length, crowd, (SELECT terms & %(terms)s::int[] FROM tickets_likeness AS whole
                                      WHERE whole.ticket_id = best.ticket_id) AS shared
    FROM (SELECT * FROM looked ORDER BY rare / length DESC, ticket_id DESC LIMIT %(compared)s) AS best
), scored AS (
    SELECT ticket_id, crowd, sum(claim) / (length * (SELECT sqrt(sum(claim)) FROM asked)) AS score
    FROM likely CROSS JOIN unnest(shared) AS term JOIN asked USING (term) GROUP BY ticket_id, length, crowd
)
SELECT ticket_id, score, received_at FROM scored JOIN tickets_ticket ON id = ticket_id
WHERE score >= %(least)s ORDER BY score - %(crowd)s * crowd DESC, ticket_id DESC LIMIT %(limit)s
"""
"""The rarest terms that about so many tickets share, at least four, say where to look; the newest, if they are more.

Two branches, of which one is walked: where all are looked at, PostgreSQL would read the whole primary key to say so.
By these few terms the likeliest are found; only theirs are compared whole. Weights and terms are asked for one by one, in
subqueries: a join would read all of them.
"""

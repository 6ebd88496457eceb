"""Which tickets are alike?"""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection
from django.db.models import QuerySet

if TYPE_CHECKING:
    from tickets.models import Likeness  # noqa: F401


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

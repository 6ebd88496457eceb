"""Which tickets are alike?"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from tickets.likeness import DAMPED, RARE
from tickets.likeness.letters import SHORT, closeness, is_short

if TYPE_CHECKING:
    from tickets.models import Likeness  # noqa: F401

LEAST_LIKENESS = 0.2
"""From here on two complaints are taken to be about the same."""
PERHAPS_ALIKE = 0.13
"""From here on they may be: of the pairs between, more than half are about the same. Below it only everyday words are shared."""
CANDIDATES = 4000
"""About so many tickets are looked at, however many there are: those that share the rarest terms, the newest first."""
COMPARED, COMPARED_OF_FEW_WORDS, COMPARED_OF_MANY = 200, 400, 600
"""So many of those are compared term by term: for the best few, and where hundreds are asked for."""
FEW = 50
RANKED_ANEW = 30
"""So many of the nearest are put in order by letters too."""
CROWD, CROWD_OF_FEW_WORDS = 0.4, 0.3
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
        self,
        asked: Mapping[int, float],
        *,
        said: str = "",
        beside: int | None = None,
        limit: int = 5,
        least: float = LEAST_LIKENESS,
    ) -> list[Near]:
        """… most like these terms, best first; the score is the cosine, 0 (nothing shared) to 1 (all shared).

        Where the words that were said are few, the nearest are put in order by their letters as well.
        """
        if not asked:
            return []
        by_letters = is_short(said)
        told: dict[str, Any] = {
            "terms": sorted(asked),
            "much": [asked[term] for term in sorted(asked)],
            "beside": beside or 0,
            "limit": max(limit, RANKED_ANEW) if by_letters else limit,
            "letters": 2 * SHORT if by_letters else 0,
            "compared": COMPARED_OF_MANY if limit > FEW else COMPARED_OF_FEW_WORDS if by_letters else COMPARED,
        }
        fixed = {"rare": RARE, "damped": DAMPED, "candidates": CANDIDATES, "crowd": CROWD}
        with connection.cursor() as cursor:
            cursor.execute(_ALIKE, told | fixed | {"least": least})
            found = cursor.fetchall()
        if by_letters:
            found[:RANKED_ANEW] = sorted(found[:RANKED_ANEW], key=lambda row: _by_letters(said, row), reverse=True)
        return [Near(pk, min(float(score), 1.0), at) for pk, score, at, *_ in found[:limit]]


def _by_letters(said: str, row: tuple[int, float, datetime, float, str]) -> tuple[float, int]:
    pk, score, _at, crowd, words = row
    return score - CROWD_OF_FEW_WORDS * crowd + closeness(said, words), pk


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
SELECT ticket_id, score, received_at, crowd, left(verbatim, %(letters)s) FROM scored JOIN tickets_ticket ON id = ticket_id
WHERE score >= %(least)s ORDER BY score - %(crowd)s * crowd DESC, ticket_id DESC LIMIT %(limit)s
"""
"""The rarest terms that about so many tickets share, at least four, say where to look; the newest, if they are more.

Two branches, of which one is walked: where all are looked at, PostgreSQL would read the whole primary key to say so.
By these few terms the likeliest are found; only theirs are compared whole. Weights and terms are asked for one by one, in
subqueries: a join would read all of them.
"""

"""How many tickets of a stage, out of what is kept?"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import QuerySet, Sum

from tickets.workflow import Stage

if TYPE_CHECKING:
    from tickets.models import StageCount  # noqa: F401

_ADD_UP = """
WITH gone AS (DELETE FROM tickets_stagecount WHERE NOT is_sum RETURNING dimension, value, stage, n)
INSERT INTO tickets_stagecount (dimension, value, stage, n, is_sum)
SELECT dimension, value, stage, sum(n), true FROM gone GROUP BY dimension, value, stage HAVING sum(n) <> 0
ON CONFLICT (dimension, value, stage) WHERE is_sum DO UPDATE SET n = tickets_stagecount.n + excluded.n
"""
_COUNT_ANEW = """
INSERT INTO tickets_stagecount (dimension, value, stage, n, is_sum)
SELECT dimension, value, stage, count(*), true FROM tickets_ticket CROSS JOIN LATERAL (VALUES
    ('', ''), ('owner', coalesce(owner_id, 0)::text), ('area', coalesce(product_area_id, 0)::text),
    ('channel', channel), ('language', language)
) AS kind (dimension, value) GROUP BY dimension, value, stage
"""


class StageCountQuerySet(QuerySet["StageCount"]):
    """StageCount.objects …"""

    def by_stage(self, dimension: str = "", values: Iterable[object] = ("",)) -> dict[str, int]:
        """How many tickets are in each stage: of all, or of these owners, areas, channels or languages."""
        rows = self.filter(dimension=dimension, value__in=[str(value) for value in values])
        found = dict(rows.order_by().values_list("stage").annotate(Sum("n")))
        return {stage: int(found.get(stage, 0)) for stage in Stage.values}

    def add_up(self) -> None:
        """Put the lines together; whoever reads meanwhile sees them before or after, never between."""
        with connection.cursor() as cursor:
            cursor.execute(_ADD_UP)

    @transaction.atomic
    def count_anew(self) -> None:
        """Count everything again from the tickets; nobody writes tickets meanwhile."""
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE tickets_ticket IN SHARE MODE")
            cursor.execute("DELETE FROM tickets_stagecount")
            cursor.execute(_COUNT_ANEW)

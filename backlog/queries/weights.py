"""From which figures does a weight come, and which formula is in force?"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import QuerySet

from backlog.recurrence import Standing
from backlog.weight import ASSUMED_CONFIDENCE, ASSUMED_ESTIMATE, DEFAULT

if TYPE_CHECKING:
    from backlog.models import WeightFormula

REACH = timedelta(days=90)


class FormulaQuerySet(QuerySet["WeightFormula"]):
    """WeightFormula.objects …"""

    def latest_kept(self) -> "WeightFormula | None":
        """… that is in force; None while nobody wrote one."""
        return self.select_related("by").order_by("-pk").first()

    def in_force(self) -> str:
        """… in force: what an administrator kept last, or ours."""
        kept = self.order_by("-pk").values_list("formula", flat=True).first()
        return kept or DEFAULT


def figures_of(items: Sequence[int], moment: datetime) -> dict[int, dict[str, Decimal]]:
    """The figures of these items at a moment, in one question whose cost is that of their voices."""
    with connection.cursor() as cursor:
        said: dict[str, Any] = {"moment": moment, "recent": moment - REACH, "came_back": str(Standing.CAME_BACK)}
        cursor.execute(_FIGURES, said | {"items": list(items)})
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {row.pop("id"): _with_what_is_assumed(row) for row in rows}


def _with_what_is_assumed(row: dict[str, Any]) -> dict[str, Decimal]:
    assumed = {"estimate": ASSUMED_ESTIMATE, "confidence": ASSUMED_CONFIDENCE}
    return {name: Decimal(assumed[name] if value is None else value) for name, value in row.items()}


_FIGURES = """
WITH said AS MATERIALIZED (
    SELECT voice.item_id, voice.importance, ticket.customer_id, customer.company_id, customer.monthly_value,
           ticket.received_at, voice.standing,
           coalesce('company ' || company_id, 'customer ' || customer_id, 'ticket ' || ticket.id) AS who
    FROM backlog_voice voice JOIN tickets_ticket ticket ON ticket.id = voice.ticket_id
    LEFT JOIN customers_customer customer ON customer.id = ticket.customer_id
    WHERE voice.withdrawn_at IS NULL AND voice.item_id = ANY(%(items)s)
), heard AS (
    SELECT item_id, who, max(importance) AS importance, bool_or(received_at > %(recent)s) AS lately
    FROM said GROUP BY item_id, who
), parties AS (
    SELECT item_id, count(*) AS customers, round(avg(importance), 2) AS importance,
           count(*) FILTER (WHERE lately) AS reach
    FROM heard GROUP BY item_id
), worth AS (
    SELECT item_id, sum(monthly_value) AS value
    FROM (SELECT DISTINCT item_id, customer_id, monthly_value FROM said) AS each_once GROUP BY item_id
), told AS (
    SELECT item_id, count(*) AS voices, min(received_at) AS since FROM said GROUP BY item_id
), again AS (
    SELECT item_id, count(*) AS recurrence FROM said WHERE standing = %(came_back)s GROUP BY item_id
)
SELECT item.id, coalesce(customers, 0) AS customers, coalesce(importance, 0) AS importance,
       coalesce(voices, 0) AS voices, coalesce(reach, 0) AS reach, coalesce(value, 0) AS value,
       greatest(0, floor(extract(epoch FROM %(moment)s - coalesce(since, %(moment)s)) / 86400)) AS waiting,
       coalesce(recurrence, 0) AS recurrence, item.monthly_cost AS cost, item.estimate, item.confidence
FROM backlog_item item
LEFT JOIN parties ON parties.item_id = item.id LEFT JOIN worth ON worth.item_id = item.id
LEFT JOIN told ON told.item_id = item.id LEFT JOIN again ON again.item_id = item.id
WHERE item.id = ANY(%(items)s)
"""

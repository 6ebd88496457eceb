"""Which items, which voices, which releases?"""

from backlog.queries.items import ApprovalQuerySet, ItemQuerySet, VoiceQuerySet, month_before
from backlog.queries.releases import ReleaseQuerySet, ShipmentQuerySet
from backlog.queries.weights import FormulaQuerySet, figures_of

__all__ = [
    "ApprovalQuerySet",
    "FormulaQuerySet",
    "ItemQuerySet",
    "ReleaseQuerySet",
    "ShipmentQuerySet",
    "VoiceQuerySet",
    "figures_of",
    "month_before",
]

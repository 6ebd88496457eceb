"""Which items, which voices, which releases?"""

from backlog.queries.items import (
    BACK,
    ApprovalQuerySet,
    ItemQuerySet,
    MeasurementQuerySet,
    VoiceQuerySet,
    month_before,
)
from backlog.queries.regroupings import RegroupingQuerySet
from backlog.queries.releases import ReleaseQuerySet, ShipmentQuerySet
from backlog.queries.weights import FormulaQuerySet, figures_of

__all__ = [
    "BACK",
    "ApprovalQuerySet",
    "FormulaQuerySet",
    "ItemQuerySet",
    "MeasurementQuerySet",
    "RegroupingQuerySet",
    "ReleaseQuerySet",
    "ShipmentQuerySet",
    "VoiceQuerySet",
    "figures_of",
    "month_before",
]

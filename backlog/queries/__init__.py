"""Which items, which voices, which releases?"""

from backlog.queries.items import (
    BACK,
    ApprovalQuerySet,
    ItemQuerySet,
    MeasurementQuerySet,
    VoiceQuerySet,
    month_before,
)
from backlog.queries.releases import ReleaseQuerySet, ShipmentQuerySet

__all__ = [
    "BACK",
    "ApprovalQuerySet",
    "ItemQuerySet",
    "MeasurementQuerySet",
    "ReleaseQuerySet",
    "ShipmentQuerySet",
    "VoiceQuerySet",
    "month_before",
]

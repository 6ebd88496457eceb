"""Which items, which voices, which releases?"""

from backlog.queries.items import ApprovalQuerySet, ItemQuerySet, VoiceQuerySet, month_before
from backlog.queries.releases import ReleaseQuerySet, ShipmentQuerySet

__all__ = [
    "ApprovalQuerySet",
    "ItemQuerySet",
    "ReleaseQuerySet",
    "ShipmentQuerySet",
    "VoiceQuerySet",
    "month_before",
]

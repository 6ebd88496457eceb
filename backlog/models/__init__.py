"""What are the nouns of this room? Items and promises, and what came of them."""

from backlog.models.items import ApprovalRequest, Item, PromiseUse, Voice
from backlog.models.measurement import Measurement

__all__ = ["ApprovalRequest", "Item", "Measurement", "PromiseUse", "Voice"]

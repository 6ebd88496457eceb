"""What is an item, what is a release, and what may never be true of them?"""

from backlog.models.formulas import WeightFormula
from backlog.models.items import Item, Voice
from backlog.models.promises import ApprovalRequest, PromiseUse
from backlog.models.releases import Grant, Release, Share, Shipment

__all__ = ["ApprovalRequest", "Grant", "Item", "PromiseUse", "Release", "Share", "Shipment", "Voice", "WeightFormula"]

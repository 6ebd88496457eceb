"""What is an item, what is a release, what came of them, and what may never be true of them?"""

from backlog.models.formulas import WeightFormula
from backlog.models.items import Item
from backlog.models.measurement import Measurement
from backlog.models.promises import ApprovalRequest, PromiseUse
from backlog.models.regroupings import Regrouping
from backlog.models.releases import Grant, Release, Share, Shipment
from backlog.models.voices import Voice
from backlog.models.work import Blocker, Comment, ItemFile

__all__ = [
    "ApprovalRequest",
    "Blocker",
    "Comment",
    "Grant",
    "Item",
    "ItemFile",
    "Measurement",
    "PromiseUse",
    "Regrouping",
    "Release",
    "Share",
    "Shipment",
    "Voice",
    "WeightFormula",
]

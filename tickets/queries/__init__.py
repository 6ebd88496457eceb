"""Which tickets, decisions, areas?"""

from tickets.queries.areas import ProductAreaQuerySet
from tickets.queries.batches import BatchQuerySet, ShareQuerySet
from tickets.queries.decisions import AftermathQuerySet, DecisionQuerySet, DemandQuerySet, SameAsQuerySet
from tickets.queries.fields import CustomFieldQuerySet
from tickets.queries.likeness import LEAST_LIKENESS, PERHAPS_ALIKE, LikenessQuerySet, Near
from tickets.queries.meanings import Known, MeaningQuerySet
from tickets.queries.tags import TagQuerySet
from tickets.queries.tickets import ArrivalQuerySet, TicketQuerySet, Waiting

__all__ = [
    "LEAST_LIKENESS",
    "PERHAPS_ALIKE",
    "AftermathQuerySet",
    "ArrivalQuerySet",
    "BatchQuerySet",
    "CustomFieldQuerySet",
    "DecisionQuerySet",
    "DemandQuerySet",
    "Known",
    "LikenessQuerySet",
    "MeaningQuerySet",
    "Near",
    "ProductAreaQuerySet",
    "SameAsQuerySet",
    "ShareQuerySet",
    "TagQuerySet",
    "TicketQuerySet",
    "Waiting",
]

"""Which tickets, decisions, areas?"""

from tickets.queries.areas import ProductAreaQuerySet
from tickets.queries.decisions import AftermathQuerySet, DecisionQuerySet, DemandQuerySet, SameAsQuerySet
from tickets.queries.likeness import LEAST_LIKENESS, LikenessQuerySet, Near
from tickets.queries.tickets import ArrivalQuerySet, TicketQuerySet, Waiting

__all__ = [
    "LEAST_LIKENESS",
    "AftermathQuerySet",
    "ArrivalQuerySet",
    "DecisionQuerySet",
    "DemandQuerySet",
    "LikenessQuerySet",
    "Near",
    "ProductAreaQuerySet",
    "SameAsQuerySet",
    "TicketQuerySet",
    "Waiting",
]

"""What is a ticket, and what may never be true of it?"""

from tickets.models.areas import ProductArea
from tickets.models.arrivals import Arrival
from tickets.models.conversation import Attachment, Message, TrackingLink
from tickets.models.decisions import Assessment, Decision, Listening, SettingAside
from tickets.models.demand import Demand, SameAs
from tickets.models.likeness import Likeness, TermWeight
from tickets.models.ticket import Ticket

__all__ = [
    "Arrival",
    "Assessment",
    "Attachment",
    "Decision",
    "Demand",
    "Likeness",
    "Listening",
    "Message",
    "ProductArea",
    "SameAs",
    "SettingAside",
    "TermWeight",
    "Ticket",
    "TrackingLink",
]

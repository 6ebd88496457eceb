"""What is a ticket, and what may never be true of it?"""

from tickets.models.aftermath import Aftermath
from tickets.models.areas import ProductArea
from tickets.models.arrivals import Arrival
from tickets.models.conversation import Attachment, Message, TrackingLink, Unsent
from tickets.models.decisions import Assessment, Decision, Listening, SettingAside
from tickets.models.demand import Demand, SameAs
from tickets.models.likeness import Likeness, TermWeight
from tickets.models.ticket import Ticket
from tickets.models.wording import Draft, Phrase

__all__ = [
    "Aftermath",
    "Arrival",
    "Assessment",
    "Attachment",
    "Decision",
    "Demand",
    "Draft",
    "Likeness",
    "Listening",
    "Message",
    "Phrase",
    "ProductArea",
    "SameAs",
    "SettingAside",
    "TermWeight",
    "Ticket",
    "TrackingLink",
    "Unsent",
]

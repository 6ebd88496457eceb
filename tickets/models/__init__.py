"""What is a ticket, and what may never be true of it?"""

from tickets.models.aftermath import Aftermath
from tickets.models.areas import ProductArea
from tickets.models.conversation import Attachment, Message, TrackingLink
from tickets.models.decisions import Assessment, Decision, Listening, SettingAside
from tickets.models.likeness import Likeness, TermWeight
from tickets.models.ticket import Ticket
from tickets.models.wording import Draft, Phrase

__all__ = [
    "Aftermath",
    "Assessment",
    "Attachment",
    "Decision",
    "Draft",
    "Likeness",
    "Listening",
    "Message",
    "Phrase",
    "ProductArea",
    "SettingAside",
    "TermWeight",
    "Ticket",
    "TrackingLink",
]

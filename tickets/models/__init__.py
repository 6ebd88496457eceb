"""What is a ticket, and what may never be true of it?"""

from tickets.models.aftermath import Aftermath
from tickets.models.areas import ProductArea
from tickets.models.arrivals import Arrival
from tickets.models.batches import Batch, Share
from tickets.models.conversation import Attachment, Message, TrackingLink, Unsent, UnsentForm
from tickets.models.counts import StageCount
from tickets.models.decisions import Assessment, Decision, Listening, SettingAside
from tickets.models.demand import Demand, SameAs
from tickets.models.fields import CustomField, FieldChoice, FieldValue
from tickets.models.likeness import Likeness, Meaning, TermWeight
from tickets.models.replies import SavedReply
from tickets.models.rules import AssignmentRule
from tickets.models.tags import CustomerTag, Tag, TicketTag
from tickets.models.targets import Targets
from tickets.models.ticket import Ticket
from tickets.models.wording import Draft, Phrase

__all__ = [
    "Aftermath",
    "Arrival",
    "Assessment",
    "AssignmentRule",
    "Attachment",
    "Batch",
    "CustomField",
    "CustomerTag",
    "Decision",
    "Demand",
    "Draft",
    "FieldChoice",
    "FieldValue",
    "Likeness",
    "Listening",
    "Meaning",
    "Message",
    "Phrase",
    "ProductArea",
    "SameAs",
    "SavedReply",
    "SettingAside",
    "Share",
    "StageCount",
    "Tag",
    "Targets",
    "TermWeight",
    "Ticket",
    "TicketTag",
    "TrackingLink",
    "Unsent",
    "UnsentForm",
]

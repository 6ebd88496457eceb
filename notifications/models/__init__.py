"""What is to be sent, to whom, and what became of it?"""

from notifications.models.mails import CapturedMail, Delivered, Mail, MailKind
from notifications.models.tellings import Telling, TellingState

__all__ = ["CapturedMail", "Delivered", "Mail", "MailKind", "Telling", "TellingState"]

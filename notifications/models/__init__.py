"""What is to be sent, to whom, and what became of it?"""

from notifications.models.choices import Choice, Digest, Rhythm
from notifications.models.mails import CapturedMail, Delivered, Dropped, Mail, MailKind, Priority
from notifications.models.notices import Mute, News, Notice
from notifications.models.pushes import Browser, Push
from notifications.models.tellings import Telling, TellingState
from notifications.models.wording import MailCap, MailPart, MailWords

__all__ = [
    "Browser",
    "CapturedMail",
    "Choice",
    "Delivered",
    "Digest",
    "Dropped",
    "Mail",
    "MailCap",
    "MailKind",
    "MailPart",
    "MailWords",
    "Mute",
    "News",
    "Notice",
    "Priority",
    "Push",
    "Rhythm",
    "Telling",
    "TellingState",
]

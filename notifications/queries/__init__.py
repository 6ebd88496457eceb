"""Which mails, which notices, which customers to be told?"""

from notifications.queries.mails import MailQuerySet
from notifications.queries.notices import COUNTED, NewsQuerySet, NoticeQuerySet
from notifications.queries.pushes import PushQuerySet
from notifications.queries.subjects import Subject, Thing, subjects_of
from notifications.queries.tellings import Proof, Speaker, TellingQuerySet, speakers

__all__ = [
    "COUNTED",
    "MailQuerySet",
    "NewsQuerySet",
    "NoticeQuerySet",
    "Proof",
    "PushQuerySet",
    "Speaker",
    "Subject",
    "TellingQuerySet",
    "Thing",
    "speakers",
    "subjects_of",
]

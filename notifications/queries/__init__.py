"""Which mails, which customers to be told?"""

from notifications.queries.mails import MailQuerySet
from notifications.queries.tellings import Proof, Speaker, TellingQuerySet, speakers

__all__ = ["MailQuerySet", "Proof", "Speaker", "TellingQuerySet", "speakers"]

"""What may be marked in what a customer said: how important it is to them, and the words that matter."""

from django.utils.translation import gettext as _

from common import text
from common.refusals import Invalid, Sentence
from tickets.models import Message, Ticket
from tickets.vocabulary import MessageKind

NICE, IMPORTANT, CRITICAL = 1, 2, 3
LIMIT = 2000


def need_evidence(ticket: Ticket, importance: int, highlight: str) -> None:
    """Refuse an importance that is none, and words that the customer did not say."""
    wrong: dict[str, Sentence] = {}
    if importance not in {NICE, IMPORTANT, CRITICAL}:
        wrong["importance"] = text.UNCHOSEN
    if len(highlight) > LIMIT:
        wrong["highlight"] = text.too_long(len(highlight) - LIMIT)
    elif not _was_said(ticket, highlight):
        wrong["highlight"] = _("The customer did not say these words. Select them in the ticket.")
    if wrong:
        raise Invalid(wrong)


def _was_said(ticket: Ticket, highlight: str) -> bool:
    """Whether the words stand in the complaint or in what its customer wrote since, however the lines were broken."""
    words = _plain(highlight)
    if not words or words in _plain(ticket.verbatim):
        return True
    theirs = Message.objects.filter(ticket=ticket, kind=MessageKind.THEIRS).values_list("body", flat=True)
    return any(words in _plain(body) for body in theirs)


def _plain(words: str) -> str:
    return " ".join(words.split())

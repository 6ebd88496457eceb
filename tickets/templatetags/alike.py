"""Where two complaints are alike, as it is shown."""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from tickets import likeness
from tickets.models import Ticket
from tickets.workflow import Stage

register = template.Library()
SHOWN, BEFORE = 200, 60
_CAME_BACK = {"shipped", "verified"}


@register.filter
def terms_of(words: str) -> Mapping[int, float]:
    """What a text asks with, once for all that is compared with it."""
    return likeness.asked(words)


@register.filter
def where_alike(text: str, wanted: Mapping[int, float]) -> SafeString:
    """A text around the sentence that makes it alike, which is marked."""
    sentence = likeness.nearest_sentence(text, wanted)
    at = max(text.find(sentence), 0)
    before = f"…{text[at - BEFORE : at]}" if at > BEFORE else text[:at]
    after = Truncator(text[at + len(sentence) :]).chars(max(SHOWN - len(sentence), 1))
    return format_html("{}<mark>{}</mark>{}", before, Truncator(sentence).chars(SHOWN), after)


@register.filter
def shipped_with(ticket: Ticket) -> object:
    """The item it speaks for, when that is out with customers already; else None. Voices are fetched before."""
    if ticket.stage != Stage.ACCEPTED:
        return None
    voices = ticket.voices.all()
    speaking = [voice.item for voice in voices if voice.withdrawn_at is None]
    return next((item for item in speaking if item.stage in _CAME_BACK), None)

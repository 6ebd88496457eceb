"""How hints on wording are drawn: the phrase marked, with a few words around it; and which draft a field holds."""

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tickets.actions.drafting import mark_of
from tickets.wording.hints import Hint, composed

register = template.Library()
AROUND = 24
"""So many characters beside a marked phrase."""


@register.filter
def marked(words: str, hint: Hint) -> SafeString:
    """The phrase of a hint, marked, among the words beside it; what was typed is escaped."""
    text = composed(words)
    begin, end = max(0, hint.begin - AROUND), hint.end + AROUND
    return format_html(
        '{}{}<span class="wary">{}</span>{}{}',
        "…" if begin else "",
        text[begin : hint.begin],
        hint.phrase,
        text[hint.end : end],
        "…" if end < len(text) else "",
    )


@register.filter
def draft_mark(field: BoundField) -> str:
    """The mark of the draft that the field began with: by it we know later whether anyone typed."""
    if field.form.is_bound:
        return str(field.form.data.get("drafted", ""))
    return mark_of(str(field.value() or ""))

"""How moving voices and joining items is told in an item's history."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from backlog.models import Regrouping
from journal.models import Entry

register = template.Library()

REGROUPED = {
    "VoicesTaken": gettext_noop("{who} moved voices ({n}) to {item}"),
    "VoicesBrought": gettext_noop("{who} brought voices ({n}) from {item}"),
    "ItemJoined": gettext_noop("{who} joined it with {item}"),
    "ItemParted": gettext_noop("{who} took it apart from {item} again"),
}
_UNDONE = {
    "VoicesTaken": gettext_noop("{who} undid it: voices ({n}) went back to {item}"),
    "VoicesBrought": gettext_noop("{who} undid it: voices ({n}) came back from {item}"),
}


def regrouped_told(entry: Entry, who: str) -> SafeString:
    """A sentence about voices that went elsewhere."""
    plain = entry.plain
    sentences = _UNDONE if plain.get("undone") else REGROUPED
    other = f"PB-{plain.get('target_id') or plain['source_id']}"
    link = format_html('<a href="{}">{}</a>', reverse("item", args=[other]), other)
    return format_html(_(sentences[entry.kind]), who=who, n=plain.get("count"), item=link)


@register.filter
def other_of(regrouping: Regrouping, item: object) -> object:
    """The item at the other end."""
    return regrouping.target if regrouping.source == item else regrouping.source

"""How a mention of a colleague is shown."""

import re
from collections.abc import Mapping

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def mentions(shown: SafeString, names: Mapping[str, int]) -> SafeString:
    """A text that is drawn already, with the names that it mentions marked."""
    if not names:
        return shown
    longest_first = sorted(map(escape, names), key=len, reverse=True)
    pattern = re.compile("@(?:" + "|".join(map(re.escape, longest_first)) + ")")
    marked = pattern.sub(lambda found: f'<b class="mention">{found[0]}</b>', shown)
    return mark_safe(marked)  # noqa: S308 - what is drawn is escaped, and so are the names

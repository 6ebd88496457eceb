"""How a text is shown in which references are links."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from common import linking

register = template.Library()


@register.filter
def linked(text: str, links: dict[str, str]) -> SafeString:
    """Paragraphs of a text with the links that a page looked up for all of its texts at once."""
    return linking.linked(text, links or {})


@register.simple_tag(takes_context=True)
def linked_text(context: Context, text: str) -> SafeString:
    """Paragraphs of one text that stands alone on its page; it looks its links up by itself."""
    reader: Any = context["request"].user if "request" in context else None
    return linking.linked(text, linking.links_in([text], reader))

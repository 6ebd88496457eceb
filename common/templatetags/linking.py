"""How a text is shown in which references are links."""

from django import template
from django.utils.safestring import SafeString

from common import linking

register = template.Library()


@register.filter
def linked(text: str, links: dict[str, str]) -> SafeString:
    """Paragraphs of a text with the links that a page looked up for all of its texts at once."""
    return linking.linked(text, links or {})

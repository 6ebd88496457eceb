"""How what was looked for is shown where it stands."""

from django import template
from django.utils.safestring import SafeString

from common.marking import marked

register = template.Library()


@register.filter
def marking(text: str, looked_for: list[str]) -> SafeString:
    """The stretch of a text around the words that were looked for, each in `<mark>`."""
    return marked(text, looked_for)

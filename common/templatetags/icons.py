"""Icons, drawn once: the library parses and writes an icon's XML each time that it is asked for one."""

from functools import cache

from django import template
from django.utils.safestring import SafeString
from lucide.templatetags.lucide import _render_icon

register = template.Library()


@register.simple_tag
def lucide(name: str, size: int = 24, **attributes: str) -> SafeString:
    """The icon `name` of the library, `size` pixels wide. Stands in for the library's own tag."""
    return _drawn(name, size, tuple(attributes.items()))


@cache
def _drawn(name: str, size: int, attributes: tuple[tuple[str, str], ...]) -> SafeString:
    return SafeString(_render_icon(name, size, **dict(attributes)))

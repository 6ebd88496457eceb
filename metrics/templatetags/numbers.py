"""A number that leads to the tickets behind it: the dashboard has some ninety of them."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def behind(measure: str, shown: object, within: Any, narrowed: str = "", detail: object = "") -> SafeString:
    """within: what has a first and a last day; narrowed: area and channel, as in an address; detail: a reason, an id."""
    return format_html(
        '<a href="{}?first={}&amp;last={}{}{}">{}</a>',
        reverse("behind", args=[measure]),
        within.first.isoformat(),
        within.last.isoformat(),
        format_html("&amp;{}", narrowed) if narrowed else "",
        format_html("&amp;detail={}", detail) if detail else "",
        localize(shown),
    )

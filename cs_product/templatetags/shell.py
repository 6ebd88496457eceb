"""The places of the navigation, which every page draws twice: in the bar, and in the sheet of a narrow window."""

from functools import lru_cache

from django import template
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common.templatetags.icons import lucide

register = template.Library()


@register.simple_tag(takes_context=True)
def place(
    context: RequestContext, url: str, label: str, icon: str, go: str = "", also: str = "", *, big: bool = False
) -> SafeString:
    """A place in the navigation. also: a path that belongs to it; go: the letter after g; big: not in the bottom bar."""
    return _drawn(url, str(label), icon, go, _current(context["request"].path, url, also), big=big)


@lru_cache(maxsize=512)
def _drawn(url: str, label: str, icon: str, go: str, current: SafeString, *, big: bool) -> SafeString:
    return format_html(
        '<li{}><a href="{}"{}{}>{}<span class="lb">{}</span></a></li>',
        SafeString(' class="big-only"' if big else ""),
        url,
        format_html(' data-go="{}"', go) if go else "",
        current,
        lucide(icon, 16, **{"class": "i", "aria_hidden": "true"}),
        label,
    )


def _current(path: str, url: str, also: str) -> SafeString:
    if path == url:
        return SafeString(' aria-current="page"')
    is_in = path != "/tickets/new/" and (url in path or (bool(also) and also in path))
    return SafeString(' aria-current="true"' if is_in else "")

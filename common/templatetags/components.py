"""The smallest pieces, drawn many times on a page: as tags, for an include costs twenty times as much."""

from datetime import datetime
from functools import lru_cache

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def mark(stage: str, label: object = "") -> SafeString:
    """The mark of a stage; label: said aloud when no word stands beside it."""
    return _mark(stage, str(label))


@register.simple_tag
def badge(stage: str, label: object) -> SafeString:
    """A stage as a word with its mark."""
    drawn = "" if stage == "late" else _mark(stage, "")
    return format_html('<span class="badge" data-stage="{}">{}<span>{}</span></span>', stage, drawn, label)


@register.simple_tag
def avatar(name: str | None, tone: str = "", *, here: bool = False) -> SafeString:
    """Whose it is, by the first letter; nobody when empty; tone: b or c; here: looks at this page now."""
    return _avatar(name or "", f"{'' if name else ' none'}{' see' if here else ''} {tone}", name or _("Nobody yet"))


@register.simple_tag
def ago(at: datetime | None) -> SafeString:
    """A moment, said as "3 days ago"; without scripts as a date."""
    if at is None:
        return SafeString("")
    local, language = timezone.localtime(at), get_language()
    return format_html(
        '<relative-time prefix="" lang="{0}" datetime="{1}"><time datetime="{1}">{2}</time></relative-time>',
        "en-GB" if language == "en" else language,
        local.isoformat(),
        formats.date_format(local, pgettext("date format", "j M Y, H:i")),
    )


@register.simple_tag
def clock(percent: int, label: str, *, late: bool, gone: int = 0, promised: int = 0) -> SafeString:
    """How much of the promised time has gone, as a ring, and how long that is ("3h 12m"); a page left open goes on from these seconds."""
    return format_html(
        '<span class="clock"{} data-gone="{}" data-promised="{}"><svg class="ring" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6"/>'
        '<circle cx="8" cy="8" r="6" pathLength="100" stroke-dasharray="{} 100"/></svg><span>{}</span></span>',
        SafeString(' data-stage="late"' if late else ""),
        gone,
        promised,
        100 if late else percent,
        label,
    )


@lru_cache(256)
def _mark(stage: str, label: str) -> SafeString:
    spoken = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html('<svg class="mark" data-stage="{0}" {1}><use href="#m-{0}"/></svg>', stage, spoken)


@lru_cache(1024)
def _avatar(name: str, look: str, title: str) -> SafeString:
    return format_html(
        '<span class="ava{0}" role="img" aria-label="{1}" title="{1}"><span aria-hidden="true">{2}</span></span>',
        look,
        title,
        name[:1].upper(),
    )

"""How numbers, money and moments are written for a reader."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from common.clock import now
from common.text import language_of

register = template.Library()
_SIGNS = {"KRW": "₩", "USD": "$", "EUR": "€", "JPY": "¥", "GBP": "£"}
_WHOLE = {"KRW", "JPY"}


@register.filter
def money(value: Decimal | int | None) -> str:
    """An amount in the firm's currency, e.g. ₩171,000."""
    if value is None:
        return "–"
    places = 0 if settings.CURRENCY in _WHOLE else 2
    sign = _SIGNS.get(settings.CURRENCY, f"{settings.CURRENCY} ")
    amount = formats.number_format(Decimal(value).copy_abs(), decimal_pos=places, use_l10n=True, force_grouping=True)
    return f"{'−' if value < 0 else ''}{sign}{amount}"


@register.filter
def percent(value: float | Decimal | None) -> str:
    """A share between 0 and 1 as whole percent; a dash where there is none."""
    return "–" if value is None else _("{n} %").format(n=f"{value * 100:.0f}")


@register.filter
def span(value: timedelta | float | None) -> str:
    """A length of time (or seconds) in its two largest units: "3h 12m", "2일 6시간"."""
    if value is None:
        return "–"
    seconds = int(value.total_seconds() if isinstance(value, timedelta) else value)
    days, hours, minutes = seconds // 86400, seconds % 86400 // 3600, seconds % 3600 // 60
    if days:
        return _("{d}d {h}h").format(d=days, h=hours) if hours else _("{d}d").format(d=days)
    if hours:
        return _("{h}h {m}m").format(h=hours, m=minutes) if minutes else _("{h}h").format(h=hours)
    return _("{m}m").format(m=minutes)


@register.filter
def since(moment: datetime | None) -> str:
    """How long ago a moment was."""
    return "" if moment is None else span(max(now() - moment, timedelta()))


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """A moment as a `<time>` that browsers may tell as "3 days ago"."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    shown = formats.date_format(local, pgettext("date format", "j M Y, H:i"))
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), shown, _short(local))


def day_of(value: datetime) -> str:
    """The firm's day of a moment, as a sentence has it."""
    return formats.date_format(timezone.localdate(value, timezone.get_default_timezone()), _written())


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """The value of a key that a template only knows by name."""
    return mapping.get(key) if hasattr(mapping, "get") else mapping[key]


@register.filter
def initial(name: str) -> str:
    """The first letter of a name, for its badge."""
    return name.strip()[:1].upper()


@register.simple_tag
def people(count: int) -> str:
    """How many people, in words."""
    return ngettext("{n} person", "{n} people", count).format(n=f"{count:,}")


def _short(local: datetime) -> str:
    if local.date() == timezone.localdate():
        return local.strftime("%H:%M")
    if local.year == timezone.localdate().year:
        return formats.date_format(local, pgettext("date format", "j M"))
    return formats.date_format(local, _written())


def _written() -> str:
    return pgettext("date format", "j M Y")


@register.filter
def language(said: str) -> str:
    """In which of our languages a text is written, for whoever has it read aloud."""
    return language_of(said)

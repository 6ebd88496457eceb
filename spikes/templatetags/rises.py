"""How a spike is said, and where the desk shows the same."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from spikes.models import Sign, Spike
from spikes.queries import Thing
from spikes.vocabulary import Family

register = template.Library()


@register.simple_tag
def called(rose: Spike | Sign, names: Mapping[Thing, str]) -> str:
    """What people call it: an area by its name, words in quotes."""
    name = names.get(rose.thing, "")
    if not name:
        return _("what is not there any longer")
    return name if rose.family == Family.AREA else f"“{name}”"


@register.filter
def how_much(spike: Spike) -> str:
    """So many customers in so many hours, and what is usual."""
    said = _("{n} customers in {hours} hours")
    usual = _("usually fewer than one") if spike.usual < 1 else _("usually about {n}").format(n=_rounded(spike.usual))
    return f"{said.format(n=spike.n, hours=spike.hours)}, {usual}"


@register.filter
def how_likely(chance: float) -> str:
    """One in so many, as a round number."""
    if chance < 1e-9:
        return _("fewer than one in a billion")
    return _("about one in {n}").format(n=formats.number_format(_round(1 / chance), force_grouping=True, use_l10n=True))


@register.simple_tag
def on_the_desk(rose: Spike | Sign) -> SafeString | str:
    """Where the desk shows what has the same area or word, if it can."""
    asked: dict[str, dict[str, object]] = {Family.AREA: {"area": rose.key}, Family.WORD: {"q": rose.word}}
    told = asked.get(rose.family)
    return format_html("{}?{}", reverse("desk"), urlencode(told)) if told else ""


def _rounded(value: float) -> str:
    return formats.number_format(round(value, 1 if value < 10 else 0), use_l10n=True, force_grouping=True)


def _round(value: float) -> int:
    """To one digit that says something."""
    digits = len(str(int(value))) - 1
    return round(int(value), -digits)

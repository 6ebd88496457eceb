"""How is a weight shown, and how did it come about?"""

from decimal import Decimal
from typing import NamedTuple

from django import template
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from backlog.models import Item
from backlog.weight import FIGURES, MONEY
from common.templatetags.words import money

register = template.Library()


class Part(NamedTuple):
    """One figure of a weight: its name in the formula, its value, where it comes from, whether it is a guess."""

    name: str
    value: str
    source: str | Promise
    is_assumed: bool


@register.filter
def parts(item: Item) -> list[Part]:
    """The figures that a weight came from, those of the formula only; nothing while it was not weighed."""
    kept = item.workings
    words = set("".join(c if c.isalpha() else " " for c in kept.get("formula", "")).split())
    return [
        Part(name, _written(name, kept["figures"][name]), source, name in kept["assumed"])
        for name, source in FIGURES.items()
        if name in words
    ]


@register.filter
def weight_of(item: Item) -> str:
    """The weight as people read it; a dash while it was not weighed."""
    if item.weighed_at is None:
        return "–"
    return str(formats.number_format(item.weight, decimal_pos=1, use_l10n=True, force_grouping=True))


@register.filter
def how_important(importance: int) -> str:
    """One to three, in a word."""
    return [_("Nice"), _("Important"), _("Critical")][importance - 1]


@register.simple_tag
def figures() -> list[tuple[str, str | Promise]]:
    """Every figure that a formula may name, and what it means."""
    return list(FIGURES.items())


@register.simple_tag
def when_weighed(item: Item) -> str:
    """What to say about a weight that has no result."""
    if item.workings.get("has_result", True):
        return ""
    return _("With these figures the formula has no result, so it counts as 0.")


def _written(name: str, value: str) -> str:
    number = Decimal(value)
    if name in MONEY:
        return money(number)
    places = next(n for n in (0, 1, 2) if n == 2 or number == round(number, n))
    return str(formats.number_format(number, decimal_pos=places, use_l10n=True, force_grouping=True))

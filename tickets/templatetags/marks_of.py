"""How what stands on a ticket beside its words is read: fields of the firm's own, forms by number."""

from collections.abc import Mapping
from typing import Any

from django import template

from tickets.actions.spelling import kept_of, worded
from tickets.models import CustomField

register = template.Library()


@register.filter
def filled(field: CustomField) -> str:
    """What a field holds, as a person reads it."""
    return worded(field, kept_of(field))


@register.filter
def of(refused: Mapping[int, Any], number: int) -> Any:
    """The form that was refused for the thing of this number, or None."""
    return refused.get(number)

"""What grew since a decline, in a sentence."""

from collections.abc import Container

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tickets.models import Demand

register = template.Library()


@register.filter
def is_in(value: object, container: Container[object] | None) -> bool:
    """Whether a value is among others."""
    return container is not None and value in container


@register.filter
def what_grew(demand: Demand) -> str:
    """How many asked since, and how many were known when it was declined."""
    since = ngettext(
        "{n} more customer has asked for it since.", "{n} more customers have asked for it since.", demand.customers
    )
    known = ngettext("{n} was known when it was declined.", "{n} were known when it was declined.", demand.known)
    return _("{since} {known}").format(since=since.format(n=demand.customers), known=known.format(n=demand.known))

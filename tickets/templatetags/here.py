"""What a page needs to know who else is here."""

from collections.abc import Iterable
from typing import Any

from django import template

from accounts.models import User
from tickets.actions.presenting import a_pass, place_of
from tickets.models import Ticket

register = template.Library()


@register.simple_tag
def pass_to(reader: User, ticket: Ticket) -> str:
    """The pass of a ticket's page: who looks at it is seen there."""
    return a_pass(reader, [ticket], is_seen=True)


@register.simple_tag
def pass_to_all(reader: User, groups: Iterable[Any]) -> str:
    """The pass of a list: it shows who is where, and nobody is seen for looking at it."""
    return a_pass(reader, [ticket for group in groups for ticket in group.rows], is_seen=False)


@register.filter
def place(ticket: Ticket) -> str:
    """What a ticket is called among all places."""
    return place_of(ticket.pk)

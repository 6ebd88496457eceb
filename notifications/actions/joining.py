"""Whoever is one person by now hears once of a thing that is there."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from backlog.models import Item, Shipment
from customers.models import Customer
from notifications.actions import listing
from notifications.models import Telling, TellingState

_WAITING = (TellingState.LATER, TellingState.TO_APPROVE, TellingState.QUEUED)


@transaction.atomic
def let_one_hear_for_both(customer: Customer, *, by_tickets: Sequence[int]) -> None:
    """Put what was or is to be told by these tickets on the list of the customer they belong to now. Idempotent."""
    came = Telling.objects.filter(voice__ticket__in=by_tickets).exclude(customer=customer)
    mine = Telling.objects.filter(customer=customer)
    came.filter(_twice(mine), state__in=_WAITING, mail=None).delete()
    told = came.exclude(state__in=_WAITING)
    mine.filter(_twice(told), state__in=_WAITING, mail=None).delete()
    came.exclude(_twice(mine.filter(state__in=_WAITING)), state__in=_WAITING).update(customer=customer)


def list_again(tickets: Sequence[int]) -> None:
    """Look again who is to be told of what these tickets speak for. Idempotent."""
    for item in Item.objects.filter(voices__ticket__in=tickets, voices__withdrawn_at=None).distinct().order_by("pk"):
        shipment = Shipment.objects.latest_of(item)
        if shipment:
            listing.list_for_release(shipment.release_id)
        else:
            listing.list_for_item(item.pk)


def _twice(others: "QuerySet[Telling]") -> Exists:
    return Exists(others.filter(item=OuterRef("item")).exclude(pk=OuterRef("pk")))

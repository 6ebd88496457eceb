"""Who has what was shipped, and since when? The one rule; everyone who has to know asks here.

An item that was shipped on its own is with everyone since that moment. With a release it is with those who have the
release: from the earliest share that holds them, or from the grant to them or to their company, whichever came first.
A customer's place among a hundred is a hash, so that a larger share holds every smaller one.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from backlog.models import Grant, Item, Release, Share, Shipment
from common.clock import now
from customers.models import Customer

EVERYONE = 100


def has_it_since(item: Item, customer: Customer | None) -> datetime | None:
    """The moment from which a customer has what was shipped; None: not yet.

    Somebody without a name has it when everyone does.
    """
    if customer is None:
        shipment = Shipment.objects.latest_of(item)
        return _not_in_the_future(everyone_has_it_since(shipment.release) if shipment else item.shipped_at)
    return have_it_since(item, [customer]).get(customer.pk)


def have_it_since(item: Item, customers: Iterable[Customer]) -> dict[int, datetime]:
    """The same for many, by their number; who does not have it yet is missing. Three queries, however many they are."""
    asked = list(customers)
    shipment = Shipment.objects.latest_of(item)
    if shipment is None:
        began = _not_in_the_future(item.shipped_at)
        return {customer.pk: began for customer in asked} if began else {}
    return _among(shipment.release, asked)


def everyone_has_it_since(release: Release) -> datetime | None:
    """The moment from which every customer has a release, which may be still to come; None: nobody said when."""
    last = Share.objects.filter(release=release, percent=EVERYONE).first()
    if last is None or release.shipped_at is None:
        return None
    return max(last.since, release.shipped_at)


def place_of(release_id: int, customer_id: int) -> int:
    """A customer's place (0 to 99) among a hundred: the same for ever, another in another release."""
    digest = hashlib.sha256(f"{release_id}:{customer_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % 100


def _among(release: Release, asked: list[Customer]) -> dict[int, datetime]:
    if release.shipped_at is None:
        return {}
    shares = list(Share.objects.filter(release=release).order_by("since"))
    companies, people = _grants(release, asked)
    found: dict[int, datetime] = {}
    for customer in asked:
        place = place_of(release.pk, customer.pk)
        moments = [share.since for share in shares if share.percent > place][:1]
        moments += [moment for moment in (people.get(customer.pk), companies.get(customer.company_id)) if moment]
        if moments and (began := _not_in_the_future(max(min(moments), release.shipped_at))):
            found[customer.pk] = began
    return found


def _grants(release: Release, asked: list[Customer]) -> tuple[dict[int | None, datetime], dict[int | None, datetime]]:
    """To companies and to people, by their number: only those that matter to whom is asked about."""
    companies = {customer.company_id for customer in asked if customer.company_id}
    about = Q(customer__in=[customer.pk for customer in asked]) | Q(company__in=companies)
    rows = list(Grant.objects.filter(about, release=release).values_list("company_id", "customer_id", "since"))
    return (
        {company: since for company, _customer, since in rows if company},
        {customer: since for _company, customer, since in rows if customer},
    )


def _not_in_the_future(moment: datetime | None) -> datetime | None:
    return moment if moment and moment <= now() else None

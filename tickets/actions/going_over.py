"""What goes over when two records are put together, and what goes back when they are parted?"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from customers.models import Customer
from tickets.models import CustomerTag, Ticket


def take_over(kept: Customer, gone: Customer, fields: list[str]) -> None:
    """What was chosen goes over. Addresses change places, for one address belongs to one record."""
    addresses = (gone.email, kept.email) if "email" in fields else (kept.email, gone.email)
    for name in fields:
        setattr(kept, name, getattr(gone, name))
    gone.joined_into = kept
    _write(kept, gone, addresses)


def want_as_little(kept: Customer, gone: Customer) -> dict[str, Any]:
    """Whoever wanted no news, or no mail, under one name wants none; returns what the record that stays said before."""
    wishes: dict[str, Any] = {
        "no_news_since": kept.no_news_since or gone.no_news_since,
        "no_mail_since": kept.no_mail_since or gone.no_mail_since,
        "unwanted": sorted({*kept.unwanted, *gone.unwanted}),
    }
    before = {name: getattr(kept, name) for name, wish in wishes.items() if wish != getattr(kept, name)}
    for name in before:
        setattr(kept, name, wishes[name])
    kept.save(update_fields=list(before))
    return before


def give_back(kept: Customer, gone: Customer, before: Mapping[str, Any]) -> None:
    """Each record says again what it said before; an address goes back only if nobody changed it since."""
    addresses = (kept.email, gone.email)
    if "email" in before and gone.email.lower() == before["email"].lower():
        addresses = (gone.email, kept.email)
    for name, value in before.items():
        setattr(kept, name, Decimal(value) if name == "monthly_value" and value is not None else value)
    gone.joined_into = None
    _write(kept, gone, addresses)


def _write(kept: Customer, gone: Customer, addresses: tuple[str, str]) -> None:
    gone.email = ""
    gone.save()
    kept.email, gone.email = addresses
    kept.save()
    gone.save(update_fields=["email"])


def move(gone: Customer, kept: Customer) -> list[int]:
    """The tickets go over; returns their numbers."""
    numbers = list(Ticket.objects.filter(customer=gone).order_by("pk").values_list("pk", flat=True))
    Ticket.objects.filter(pk__in=numbers).update(customer=kept)
    return numbers


def tag_over(gone: Customer, kept: Customer) -> list[int]:
    """The tags that the one that stays does not have; returns their numbers."""
    new = CustomerTag.objects.filter(customer=gone).exclude(tag__on_customers__customer=kept)
    numbers = list(new.values_list("tag_id", flat=True))
    CustomerTag.objects.bulk_create(CustomerTag(customer=kept, tag_id=number) for number in numbers)
    return numbers


def plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    return str(value) if isinstance(value, Decimal) else value

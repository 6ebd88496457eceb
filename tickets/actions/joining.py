"""Put two records of one person together, and part them again."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Invalid
from customers.actions import need_a_corrector
from customers.events import CustomersJoined, CustomersParted
from customers.models import Customer, Joining
from journal.actions import record
from tickets.actions.going_over import give_back, move, plain, tag_over, take_over, want_as_little
from tickets.models import CustomerTag, Ticket

FIELDS = ("name", "email", "phone", "company_id", "language", "relationship", "monthly_value")
"""What is chosen between, in the order of the page."""
UNDOABLE_FOR = timedelta(days=1)


@transaction.atomic
def join(kept: Customer, *, by: User, gone: Customer, choices: Mapping[str, str] | None = None) -> Joining:
    """Say that two records are one person. Every ticket keeps its own thread and goes over to the one that stays.

    `choices` says by field whose word counts, `kept` or `gone`; without a choice what is known goes before what is
    not. The record that goes keeps its address, so that whoever writes from it is known as the one that stays.
    """
    need_a_corrector(by)
    _need_two(kept, gone)
    said = {name: getattr(kept, name) for name in FIELDS}
    take_over(kept, gone, _chosen(kept, gone, choices or {}))
    said |= want_as_little(kept, gone)
    before = {name: plain(value) for name, value in said.items() if value != getattr(kept, name)}
    joining = Joining.objects.create(
        kept=kept, gone=gone, before=before, tickets=move(gone, kept), tags=tag_over(gone, kept), by=by, at=now()
    )
    record(CustomersJoined(**_facts(joining)), about=kept, by=by, at=joining.at)
    return joining


@transaction.atomic
def part(joining: Joining, *, by: User) -> Joining:
    """Say within a day that they were two people after all: what went over goes back, unless it was changed since."""
    need_a_corrector(by)
    lock(joining)
    kept, gone = joining.kept, joining.gone
    for one in sorted((kept, gone), key=lambda one: one.pk):
        lock(one)
    if joining.undone_at or kept.joined_into_id:
        raise Conflict(_("This was undone already, or the record was put together with yet another one."))
    if now() - joining.at > UNDOABLE_FOR:
        raise Conflict(_("Putting together can be undone for a day; that is over."))
    give_back(kept, gone, joining.before)
    Ticket.objects.filter(pk__in=joining.tickets, customer=kept).update(customer=gone)
    CustomerTag.objects.filter(customer=kept, tag__in=joining.tags).delete()
    joining.undone_at = now()
    joining.save(update_fields=["undone_at"])
    record(CustomersParted(**_facts(joining)), about=kept, by=by, at=joining.undone_at)
    return joining


def _need_two(kept: Customer, gone: Customer) -> None:
    if kept.pk == gone.pk:
        raise Invalid({"gone": _("Choose another record.")})
    for one in sorted((kept, gone), key=lambda one: one.pk):
        lock(one)
    for one in (kept, gone):
        if one.joined_into:
            raise Conflict(_("Someone just put {name} together with another record.").format(name=one.name))


def _chosen(kept: Customer, gone: Customer, choices: Mapping[str, str]) -> list[str]:
    """The fields in which the word of the record that goes counts."""
    if set(choices) - set(FIELDS) or set(choices.values()) - {"kept", "gone"}:
        raise Invalid({"choices": _("Choose one of the two, field by field.")})
    empty = [name for name in FIELDS if getattr(kept, name) in ("", None)]
    return [name for name in FIELDS if choices.get(name, "gone" if name in empty else "kept") == "gone"]


def _facts(joining: Joining) -> dict[str, Any]:
    """What both events carry: the fields, not what they say."""
    return {
        "customer_id": joining.kept_id,
        "gone_id": joining.gone_id,
        "joining_id": joining.pk,
        "fields": sorted(joining.before),
        "tickets": joining.tickets,
    }

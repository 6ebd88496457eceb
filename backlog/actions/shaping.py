"""Propose and edit: what an item says."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from backlog import workflow
from backlog.actions.sense import need_sense, whole_hypothesis
from backlog.events import ItemEdited, ItemProposed
from backlog.models import Item
from backlog.workflow import KEEPERS, ItemStage, ItemVerb
from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Forbidden
from common.templatetags.words import day_of, money
from journal.actions import record
from journal.actors import Actor
from tickets.models import ProductArea, Ticket

GAP = 1 << 20
"""Distance between neighbours of a fresh column: twenty halvings before it has to be spread again."""


@transaction.atomic
def propose(
    *,
    by: Actor,
    title: str,
    problem: str,
    promise: str = "",
    promise_other: str = "",
    product_area: ProductArea | None = None,
    monthly_cost: Decimal | int | None = 0,
    hypothesis_percent: int | None = None,
    hypothesis_days: int | None = None,
    hypothesis_metric: str = "",
    hypothesis_rises: bool = False,
    acceptance: str = "",
    owner: User | None = None,
    estimate: Decimal | None = None,
    confidence: int | None = None,
    began_with: Ticket | None = None,
) -> Item:
    """Put a problem on the backlog, at the end of what is proposed; `began_with` the complaint that named it."""
    item = Item(
        title=title.strip(),
        problem=problem,
        promise=promise,
        promise_other=promise_other,
        product_area=product_area,
        monthly_cost=monthly_cost or 0,
        **whole_hypothesis({"hypothesis_percent": hypothesis_percent, "hypothesis_days": hypothesis_days}),
        hypothesis_metric=hypothesis_metric.strip(),
        hypothesis_rises=hypothesis_rises,
        acceptance=acceptance,
        estimate=estimate,
        confidence=confidence,
    )
    workflow.advance(item, ItemVerb.PROPOSE, by=by)
    need_sense(item, monthly_cost)
    _put_last(item, owned_by=owner or by)
    event = ItemProposed(item_id=item.pk, area_id=item.product_area_id, ticket_id=began_with.pk if began_with else None)
    record(event, about=item, by=by)
    return item


def _put_last(item: Item, *, owned_by: Actor) -> None:
    """Save it, new as it is, at the end of what is proposed."""
    item.owner_id = owned_by.pk
    item.proposed_at = item.touched_at = now()
    last = Item.objects.column(ItemStage.PROPOSED).last()
    item.rank = (last.rank if last else 0) + GAP
    item.save(force_insert=True)


@transaction.atomic
def edit(item: Item, *, by: Actor, version: int | None = None, **said: Any) -> Item:
    """Change what an item says; refused when someone else changed it since `version`."""
    if by.role not in KEEPERS:
        raise Forbidden(_("Product people and managers edit items."))
    lock(item)
    if version is not None and version != item.version:
        raise Conflict(_("Someone else changed this item meanwhile. Here is what it says now."))
    said = whole_hypothesis(said, percent=item.hypothesis_percent, days=item.hypothesis_days)
    said = with_no_stale_promise(item, said)
    changed = [name for name, value in said.items() if getattr(item, name) != value]
    for name in changed:
        setattr(item, name, said[name])
    need_sense(item, item.monthly_cost)
    item.monthly_cost = item.monthly_cost or 0
    _forget_what_was_read(item, changed)
    if "monthly_cost" in changed and Item.objects.promised().filter(pk=item.pk).exists():
        need_a_manager_for_a_costly_promise(item, by)
    if changed:
        item.version += 1
        item.save(update_fields=[*changed, "version"])
        record(ItemEdited(item_id=item.pk, fields=changed), about=item, by=by)
    return item


def with_no_stale_promise(item: Item, said: dict[str, Any]) -> dict[str, Any]:
    """Where the promise changes and nothing is said of it in the other language, that one is gone: it would be outdated."""
    is_another = said.get("promise", item.promise) != item.promise
    return {"promise_other": ""} | said if is_another else said


def _forget_what_was_read(item: Item, changed: list[str]) -> None:
    """Another hypothesis asks for another reading of its metric."""
    if item.hypothesis_found is not None and any(name.startswith("hypothesis") for name in changed):
        item.hypothesis_before = item.hypothesis_found = None
        item.save(update_fields=["hypothesis_before", "hypothesis_found"])


def need_a_manager_for_a_costly_promise(item: Item, by: Actor) -> None:
    """Refuse a promise above the limit of its area (money a month) to everyone but managers."""
    limit = ProductArea.objects.limit_of(item.product_area)
    if by.role == "manager" or item.monthly_cost <= limit:
        return
    said = _("This promise costs {cost} a month. Above {limit} a month it needs a manager.")
    raise Forbidden(said.format(cost=money(item.monthly_cost), limit=money(limit)))


def need_a_promise_in_force(item: Item) -> None:
    """Refuse what is about a promise that was retired."""
    if item.retired_at is not None:
        said = _("The promise of {reference} was retired on {day}.")
        raise Conflict(said.format(reference=item.reference, day=day_of(item.retired_at)))

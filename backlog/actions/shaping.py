"""Propose and edit: what an item says."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backlog import workflow
from backlog.events import ItemEdited, ItemProposed
from backlog.models import Item
from backlog.recurrence import LONGEST, WINDOW
from backlog.workflow import KEEPERS, ItemStage, ItemVerb
from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Forbidden, Invalid, Sentence
from common.templatetags.words import money
from journal.actions import record
from journal.actors import Actor
from tickets.models import ProductArea

COST_LIMIT = 10**14
"""What a promise costs a month is below this: what its column holds."""
MOST_DAYS = 10_000
"""So many person-days are estimated at most."""
GAP = 1 << 20
"""Distance between neighbours of a fresh column: twenty halvings before it has to be spread again."""


@transaction.atomic
def propose(
    *,
    by: Actor,
    title: str,
    problem: str,
    promise: str = "",
    product_area: ProductArea | None = None,
    monthly_cost: Decimal | int = 0,
    hypothesis_percent: int | None = None,
    hypothesis_days: int | None = None,
    estimate: Decimal | None = None,
    confidence: int | None = None,
) -> Item:
    """Put a problem on the backlog, at the end of what is proposed."""
    moment = now()
    item = Item(
        title=title.strip(),
        problem=problem,
        promise=promise,
        product_area=product_area,
        monthly_cost=monthly_cost,
        **_whole_hypothesis({"hypothesis_percent": hypothesis_percent, "hypothesis_days": hypothesis_days}),
        estimate=estimate,
        confidence=confidence,
        proposed_at=moment,
        touched_at=moment,
    )
    workflow.advance(item, ItemVerb.PROPOSE, by=by)
    _need_sense(item)
    last = Item.objects.column(ItemStage.PROPOSED).last()
    item.rank = (last.rank if last else 0) + GAP
    item.owner_id = by.pk
    item.save(force_insert=True)
    record(ItemProposed(item_id=item.pk), about=item, by=by)
    return item


@transaction.atomic
def edit(item: Item, *, by: Actor, version: int | None = None, **said: Any) -> Item:
    """Change what an item says; refused when someone else changed it since `version`."""
    if by.role not in KEEPERS:
        raise Forbidden(_("Product people and managers edit items."))
    lock(item)
    if version is not None and version != item.version:
        raise Conflict(_("Someone else changed this item meanwhile. Here is what it says now."))
    said = _whole_hypothesis(said, percent=item.hypothesis_percent, days=item.hypothesis_days)
    changed = [name for name, value in said.items() if getattr(item, name) != value]
    for name in changed:
        setattr(item, name, said[name])
    _need_sense(item)
    if "monthly_cost" in changed and Item.objects.promised().filter(pk=item.pk).exists():
        need_a_manager_for_a_costly_promise(item, by)
    if changed:
        item.version += 1
        item.save(update_fields=[*changed, "version"])
        record(ItemEdited(item_id=item.pk, fields=changed), about=item, by=by)
    return item


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
        raise Conflict(said.format(reference=item.reference, day=item.retired_at.date().isoformat()))


def need_countable_money(limit: int = COST_LIMIT, **amounts: Decimal | int) -> None:
    """Refuse, field by field, money that is negative, finer than a hundredth, or not below the limit."""
    wrong: dict[str, Sentence] = {}
    for name, amount in amounts.items():
        if not Decimal(amount).is_finite() or not amount < limit:
            wrong[name] = _("That is more than we can count.")
        elif amount < 0:
            wrong[name] = _("Money cannot be negative here.")
        elif Decimal(amount) != round(Decimal(amount), 2):
            wrong[name] = _("Money has two decimals at most.")
    if wrong:
        raise Invalid(wrong)


def _whole_hypothesis(said: dict[str, Any], *, percent: int | None = None, days: int | None = None) -> dict[str, Any]:
    """What is said, with the days of a hypothesis where only its number is said: those it had, else the usual ones."""
    if not said.keys() & {"hypothesis_percent", "hypothesis_days"}:
        return said
    percent = said.get("hypothesis_percent", percent)
    within = said.get("hypothesis_days", days if percent is not None else None)
    return said | {"hypothesis_days": WINDOW if percent is not None and within is None else within}


def _need_a_hypothesis_with_a_number(percent: int | None, days: int | None) -> None:
    if percent is None and days is not None:
        said = _("A hypothesis needs a number: by how many percent? To have none, leave both empty.")
        raise Invalid({"hypothesis_percent": said})
    if percent is not None and not 1 <= percent <= 100:
        raise Invalid({"hypothesis_percent": _("Between 1 and 100 percent.")})
    if days is not None and not 1 <= days <= LONGEST:
        raise Invalid({"hypothesis_days": _("Between 1 and {n} days.").format(n=LONGEST)})


def _need_sense(item: Item) -> None:
    text.need(title=item.title, problem=item.problem)
    text.allow(title=item.title, limit=200)
    text.allow(promise=item.promise, limit=2000)
    if item.stage not in {ItemStage.PROPOSED, ItemStage.DROPPED} and text.is_empty(item.promise):
        raise Invalid({"promise": _("What goes to work needs a promise.")})
    need_countable_money(monthly_cost=item.monthly_cost)
    _need_a_hypothesis_with_a_number(item.hypothesis_percent, item.hypothesis_days)
    _need_a_sensible_estimate(item)


def _need_a_sensible_estimate(item: Item) -> None:
    days = item.estimate
    if days is not None and not (days.is_finite() and 0 < days <= MOST_DAYS and days == round(days, 1)):
        said = _("Between 0.1 and {n} person-days, with one decimal at most.")
        raise Invalid({"estimate": said.format(n=f"{MOST_DAYS:,}")})
    if item.confidence is not None and not 1 <= item.confidence <= 100:
        raise Invalid({"confidence": _("Between 1 and 100 percent.")})

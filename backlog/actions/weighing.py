"""Weigh items, and change the formula by which they are weighed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Case, DateTimeField, F, Value, When
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from backlog import weight
from backlog.events import FormulaChanged
from backlog.models import Item, WeightFormula
from backlog.queries import figures_of
from common.clock import now
from common.locking import hold
from common.refusals import Conflict, Forbidden
from journal.actions import record
from journal.actors import Actor

BATCH = 500


@transaction.atomic
def change_formula(formula: str, *, by: Actor, seen: int | None = None) -> str:
    """Weigh by another formula from now on; refused when someone else changed it since `seen`, the last one's number."""
    if by.role != "admin":
        raise Forbidden(_("Administrators change the formula."))
    hold("the formula of weights")
    last, formula = WeightFormula.objects.latest_kept(), " ".join(formula.split())
    if seen is not None and seen != (last.pk if last else 0):
        raise Conflict(_("Someone else changed the formula meanwhile. Here is what it says now."))
    weight.need_a_formula(formula)
    old = last.formula if last else weight.DEFAULT
    if formula == old:
        return formula
    kept = WeightFormula.objects.create(formula=formula, by_id=by.pk, at=now())
    record(FormulaChanged(formula_id=kept.pk, old=old, new=formula), about=kept, by=by, at=kept.at)
    return formula


@transaction.atomic
def weigh(items: Iterable[int]) -> int:
    """Weigh these items anew; twice is as once. Returns how many weigh something else now."""
    held = list(Item.objects.filter(pk__in=list(items)).order_by("pk").select_for_update(of=("self",), no_key=True))
    formula = WeightFormula.objects.in_force()
    figures = figures_of([item.pk for item in held], now())
    before = {item.pk: item.weight for item in held}
    for item in held:
        _put_on_the_scales(item, formula, figures[item.pk])
    Item.objects.bulk_update(held, ["weight", "workings", "heard_count", "weighed_at"], batch_size=BATCH)
    return sum(before[item.pk] != item.weight for item in held)


def weigh_all(*, before: datetime, until: datetime | None = None) -> bool:
    """Weigh whatever was last weighed before a moment, in batches of their own; False: `until` came first.

    Killed at any point, the next run goes on where this one was: what is weighed is no longer due.
    """
    while due := list(Item.objects.weighed_before(before).values_list("pk", flat=True)[:BATCH]):
        weigh(due)
        if until and timezone.now() >= until:
            return False
    return True


def due_before() -> datetime:
    """What was weighed before this is weighed anew: today's beginning, for waiting weighs; or the last new formula."""
    midnight = timezone.localtime(timezone.now(), timezone.get_default_timezone()).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    last = WeightFormula.objects.latest_kept()
    return min(timezone.now(), max(midnight, last.at) if last else midnight)


def differences() -> list[str]:
    """Which items would weigh something else if they were weighed now, in words."""
    formula, found = WeightFormula.objects.in_force(), []
    numbers = list(Item.objects.order_by("pk").values_list("pk", flat=True))
    for begin in range(0, len(numbers), BATCH):
        some = numbers[begin : begin + BATCH]
        figures, kept = figures_of(some, now()), dict(Item.objects.filter(pk__in=some).values_list("pk", "weight"))
        fresh = {pk: weight.weigh(formula, figures[pk]) or Decimal(0) for pk in kept}
        found += [f"PB-{pk}: {kept[pk]:.2f} is kept, {fresh[pk]:.2f} is right." for pk in kept if kept[pk] != fresh[pk]]
    return found


def touch(moments: Mapping[int, datetime]) -> None:
    """Note when something was last done with each of these items, or said for it."""
    each = [When(pk=pk, then=Value(moment)) for pk, moment in moments.items()]
    last = Case(*each, output_field=DateTimeField())
    Item.objects.filter(pk__in=list(moments)).update(touched_at=Greatest(F("touched_at"), last))


def _put_on_the_scales(item: Item, formula: str, figures: dict[str, Decimal]) -> None:
    found = weight.weigh(formula, figures)
    item.weight, item.weighed_at, item.heard_count = found or Decimal(0), timezone.now(), int(figures["voices"])
    item.workings = {
        "formula": formula,
        "figures": {name: str(figures[name]) for name in weight.FIGURES},
        "assumed": [name for name in ("estimate", "confidence") if getattr(item, name) is None],
        "has_result": found is not None,
    }

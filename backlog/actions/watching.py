"""What the clock does about promises: count their months from their tickets, and alarm the owners of dear ones."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Avg, Count

from backlog.events import PromiseOverPlan
from backlog.models import Item, PromiseUse, Voice
from backlog.queries import month_before
from common.clock import now
from common.locking import lock
from journal.actions import record
from journal.actors import SYSTEM, Actor


@transaction.atomic
def count_uses(month: date) -> int:
    """Count a month from the tickets that cite the promises: those that speak for them and came in that month.

    Each time costs what those tickets' assessments say, on average. What a person entered is never overwritten.
    Returns how many promises were counted.
    """
    held = Item.objects.in_force().order_by("pk").select_for_update(no_key=True)  # who enters a month waits for us
    binding = list(held.values_list("pk", flat=True))
    entered = PromiseUse.objects.filter(month=month, how=PromiseUse.How.ENTERED).values("item")
    voices = Voice.objects.speaking().filter(
        item__in=binding, ticket__received_at__year=month.year, ticket__received_at__month=month.month
    )
    each = Avg("ticket__assessment__cost_each_time")
    cited = voices.exclude(item__in=entered).values("item").annotate(times=Count("pk"), each=each).order_by("item")
    moment = now()
    rows = [
        PromiseUse(
            item_id=row["item"],
            month=month,
            times=row["times"],
            cost_each_time=round(row["each"] or Decimal(0), 2),
            how=PromiseUse.How.COUNTED,
            at=moment,
        )
        for row in cited
    ]
    PromiseUse.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["item", "month"],
        update_fields=["times", "cost_each_time", "at"],
    )
    return len(rows)


@transaction.atomic
def alarm(item: Item, *, by: Actor = SYSTEM, on: date) -> bool:
    """Say once a month that a promise costs more than planned for two months; False where that was said, or is past."""
    lock(item)
    month = month_before(on)
    if item.over_plan_in == month or not Item.objects.over_plan(on).filter(pk=item.pk).exists():
        return False
    item.over_plan_in = month
    item.save(update_fields=["over_plan_in"])
    event = PromiseOverPlan(
        item_id=item.pk,
        owner_id=item.owner_id,
        month=f"{month:%Y-%m}",
        planned=str(item.monthly_cost),
        actual=str(item.uses.get(month=month).cost),
    )
    record(event, about=item, by=by)
    return True

"""Count the complaints of an item before and since each customer had it; and keep a place for the counts."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from backlog import recurrence
from backlog.exposure import has_it_since, have_it_since
from backlog.models import Item, Measurement, Voice
from backlog.recurrence import LONGEST, WEEK, Counts, Verdict
from backlog.workflow import ItemStage
from common.clock import now
from customers.models import Customer
from journal.models import Entry

DAY = timedelta(days=1)


@dataclass
class Told:
    """The complaints of one item, counted from the day on which each customer had what was shipped."""

    days_before: int
    before: int = 0
    late: int = 0
    recurred: list[int] = field(default_factory=list)
    by_week: dict[int, list[int]] = field(default_factory=dict)
    since: list[datetime] = field(default_factory=list)

    def add(self, days: int, *, recurred: bool, is_late: bool) -> None:
        """One complaint, so many days after the customer had it."""
        if recurred and days < LONGEST:
            self.recurred.append(days)
            self._week(days // WEEK)[0] += 1
        elif is_late:
            self.late += 1
            self._week(days // WEEK)[1] += 1
        elif not recurred and -self.days_before <= days:
            self.before += 1
            self._week(min(days // WEEK, -1))[0] += 1

    def counts(self, moment: datetime, *, within: int = LONGEST) -> Counts:
        """Before, and since within so many days; the time since is that of an average customer."""
        spans = [min((moment - since) / DAY, within) for since in self.since]
        days = round(max(0.0, sum(spans) / len(spans)), 2) if spans else 0.0
        after = sum(1 for day in self.recurred if day < within)
        return Counts(before=self.before, after=after, days_before=self.days_before, days_after=days)

    def weeks(self, moment: datetime) -> list[dict[str, int]]:
        """One row a week, from the first of the baseline to this one; older late reports are only in the sum."""
        last = min(max(((moment - since) // DAY // WEEK for since in self.since), default=-1), LONGEST // WEEK - 1)
        rows = range(-(self.days_before // WEEK), max([last, *self.by_week]) + 1)
        return [{"week": week, "n": self._week(week)[0], "late": self._week(week)[1]} for week in rows]

    def _week(self, week: int) -> list[int]:
        return self.by_week.setdefault(week, [0, 0])


def count(item: Item, moment: datetime) -> Told:
    """Count the voices of an item by when each customer met the problem."""
    assert item.shipped_at is not None
    told = Told(days_before=recurrence.days_before())
    first = recurrence.day_of(item.shipped_at) - timedelta(days=told.days_before)
    rows = Voice.objects.speaking().filter(
        Q(ticket__occurred_on__gte=first) | Q(ticket__received_at__gte=item.shipped_at), item=item
    )
    customers = Customer.objects.filter(tickets__voices__in=rows).order_by("pk").distinct().only("pk", "company_id")
    since, nameless = have_it_since(item, customers), has_it_since(item, None)
    told.since = list(since.values()) or [moment for moment in [nameless] if moment]
    columns = rows.values_list("ticket__customer_id", "ticket__occurred_on", "ticket__received_at")
    for customer, met, received in columns.order_by("pk").iterator(chunk_size=5000):
        _add(told, item.shipped_at, since.get(customer) if customer else nameless, met, received)
    return told


def came_back_at(item: Item) -> datetime | None:
    """When it was last opened again since it was shipped, by a recurrence or by hand."""
    moves = Entry.objects.about(item).filter(kind="ItemMoved", at__gte=item.shipped_at)
    back = moves.filter(plain__source__in=[ItemStage.SHIPPED, ItemStage.VERIFIED], plain__target=ItemStage.IN_PROGRESS)
    return back.values_list("at", flat=True).last()


@transaction.atomic
def enrol(item: Item) -> Measurement:
    """Hold the measurement of an item; begun anew when the item was shipped anew."""
    assert item.shipped_at is not None
    Measurement.objects.get_or_create(item=item, defaults={"shipped_at": item.shipped_at, "due_at": now()})
    found = Measurement.objects.select_for_update().get(item=item)
    if found.shipped_at != item.shipped_at:
        found.shipped_at, found.hypothesis, found.hypothesis_numbers = item.shipped_at, "", {}
        found.verdict, found.due_at = Verdict.TOO_EARLY, now()
        found.save()
    return found


def is_out(item: Item) -> bool:
    """Whether it was shipped and not dropped since."""
    return item.shipped_at is not None and item.stage != ItemStage.DROPPED


def _add(told: Told, shipped_at: datetime, since: datetime | None, met: date, received: datetime) -> None:
    days = (met - recurrence.day_of(since or shipped_at)).days
    recurred = recurrence.has_met_it_since(met, received, since)
    if since is None and received < shipped_at:
        return  # the baseline of those who do not have it yet is compared with nothing
    told.add(days, recurred=recurred, is_late=not recurred and received >= (since or shipped_at))

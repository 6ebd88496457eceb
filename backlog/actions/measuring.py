"""Measure what became of the complaints after a release: a function of the voices and of who has it since when."""

import logging
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from backlog import recurrence, verdicts
from backlog.actions.counting import DAY, Told, came_back_at, count, enrol, is_out
from backlog.actions.reading import fall_due
from backlog.actions.verifying import verify_by_evidence
from backlog.events import HypothesisChecked, VerdictReached
from backlog.models import Item, Measurement
from backlog.recurrence import LONGEST, Checked, Counts
from backlog.workflow import ItemStage
from common.clock import now
from journal.actions import record
from journal.actors import Actor

BATCH = 100
_log = logging.getLogger(__name__)
AT_NIGHT = 3
"""The hour at which what nobody touched is measured again."""


@transaction.atomic
def measure(item: Item, *, by: Actor) -> Measurement:
    """Compare the complaints since a release with those before it, and check the hypothesis when its day has come."""
    moment = now()
    found = enrol(item)
    told = count(item, moment)
    was, was_checked = found.verdict, found.hypothesis
    _compare(found, told.counts(moment))
    found.late, found.weeks, found.came_back_at = told.late, told.weeks(moment), came_back_at(item)
    _check_the_hypothesis(found, item, told, moment)
    found.measured_at, found.due_at = moment, _next(item, moment)
    found.save()
    if found.verdict != was:
        record(VerdictReached(item_id=item.pk, was=was, verdict=found.verdict, **found.numbers()), about=item, by=by)
    if found.hypothesis and found.hypothesis != was_checked and not item.hypothesis_metric:
        event = HypothesisChecked(
            item_id=item.pk,
            hypothesis=found.hypothesis,
            percent=item.hypothesis_percent or 0,
            days=item.hypothesis_days or 0,
            change=found.hypothesis_numbers["change"],
        )
        record(event, about=item, by=by)
    fall_due(item, found, by=by, at=moment)
    return found


def measure_what_is_due(*, by: Actor, until: datetime | None = None) -> bool:
    """Measure every item whose time has come, each on its own, and verify what the numbers verify.

    Two at once share the work. Killed at any point, the next run goes on here; what fails waits for an hour and holds
    nobody up. False: `until` came first.
    """
    moment, last = now(), 0
    due = Measurement.objects.due(moment).order_by("item_id").values_list("item_id", flat=True)
    while numbers := list(due.filter(item_id__gt=last)[:BATCH]):
        for last in numbers:
            if until and timezone.now() >= until:
                return False
            _measure_or_postpone(last, by, moment)
    return True


def measure_if_due(item_id: int, *, by: Actor, moment: datetime) -> bool:
    """Measure one item, unless someone else is at it or just was."""
    with transaction.atomic():
        due = Measurement.objects.due(moment).filter(item=item_id).select_for_update(skip_locked=True).first()
        if due is None:
            return False
        item = Item.objects.get(pk=item_id)
        if not is_out(item):
            due.delete()
            return True
        measure(item, by=by)
    if item.stage == ItemStage.SHIPPED:
        verify_by_evidence(item, by=by)
    return True


def measure_all(*, by: Actor) -> int:
    """Measure everything that is out anew, from the voices; returns how many."""
    Measurement.objects.exclude(item__in=Item.objects.out()).delete()
    for item in Item.objects.out().order_by("pk").iterator(chunk_size=500):
        measure(item, by=by)
    return Measurement.objects.count()


def _measure_or_postpone(item_id: int, by: Actor, moment: datetime) -> None:
    try:
        measure_if_due(item_id, by=by, moment=moment)
    except Exception:  # noqa: BLE001 (whatever it was, it is written down and tried again)
        _log.exception("not measured", extra={"item": item_id})
        Measurement.objects.filter(item=item_id).update(due_at=moment + timedelta(hours=1))


def _compare(found: Measurement, counts: Counts) -> None:
    rule, rates = verdicts.judge(counts)
    for name, value in asdict(counts).items():
        setattr(found, name, value)
    found.ratio, found.low, found.high, found.p = rates.ratio, rates.low, rates.high, rates.p
    found.verdict, found.rule = rule.says, rule.name


def _check_the_hypothesis(found: Measurement, item: Item, told: Told, moment: datetime) -> None:
    """On its day and ever after the same way; a hypothesis that was changed is checked anew."""
    found.hypothesis, found.hypothesis_numbers, found.hypothesis_on = "", {}, None
    if item.hypothesis_percent is None or item.hypothesis_days is None:
        return
    found.hypothesis_on = recurrence.day_of(found.shipped_at) + timedelta(days=item.hypothesis_days)
    if moment < found.shipped_at + timedelta(days=item.hypothesis_days):
        return
    if item.hypothesis_metric:
        _read_its_own_metric(found, item)
    else:
        _count_against_it(found, item, told.counts(moment, within=item.hypothesis_days))


def _count_against_it(found: Measurement, item: Item, counts: Counts) -> None:
    rule, rates = verdicts.judge(counts, verdicts.hypothesis_rules(item.hypothesis_percent or 0))
    found.hypothesis = rule.says
    found.hypothesis_numbers = {
        **asdict(counts),
        "rule": rule.name,
        "ratio": recurrence.finite(rates.ratio),
        "low": rates.low,
        "high": recurrence.finite(rates.high),
        "change": recurrence.change_in_percent(rates.ratio),
    }


def _read_its_own_metric(found: Measurement, item: Item) -> None:
    """What nobody has read yet is not checked: it waits for a person."""
    if item.hypothesis_before is None or item.hypothesis_found is None:
        return
    held = recurrence.own_metric_held(item.hypothesis_change, item.hypothesis_before, item.hypothesis_found)
    found.hypothesis = Checked.HELD if held else Checked.NOT_HELD
    found.hypothesis_numbers = {
        "before": str(item.hypothesis_before),
        "found": str(item.hypothesis_found),
        "change": round(100 * (item.hypothesis_found - item.hypothesis_before) / abs(item.hypothesis_before)),
    }


def _next(item: Item, moment: datetime) -> datetime:
    """Every night for a year, and when the hypothesis has its day; then, as time alone changes nothing, once a month."""
    assert item.shipped_at is not None
    days = 1 if moment - item.shipped_at < LONGEST * DAY else 30
    local = timezone.localtime(moment, timezone.get_default_timezone())
    night = local.replace(hour=AT_NIGHT, minute=0, second=0, microsecond=0) + days * DAY
    its_day = item.shipped_at + (item.hypothesis_days or 0) * DAY
    return min(night, its_day) if its_day > moment else night

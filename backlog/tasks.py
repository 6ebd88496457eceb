"""What the clock asks of this room."""

from datetime import timedelta

from celery import current_app, shared_task
from django.utils import timezone

from backlog.actions import indexing, measuring, watching, weighing
from backlog.models import Item
from backlog.queries import month_before
from common.clock import today
from journal.actors import SYSTEM


@shared_task
def watch_promises() -> None:
    """Count this month and the last from the tickets, then alarm the owners of what costs more than planned."""
    day = today()
    for month in (month_before(day), day.replace(day=1)):
        watching.count_uses(month)
    for item in Item.objects.over_plan(day).exclude(over_plan_in=month_before(day)):
        watching.alarm(item, on=day)


@shared_task
def measure_outcomes() -> None:
    """Measure what became of the complaints after each release; after a minute, hand over to another run."""
    if not measuring.measure_what_is_due(by=SYSTEM, until=timezone.now() + timedelta(seconds=60)):
        measure_outcomes.delay()


@shared_task
def index_what_is_missing() -> None:
    """Let search find items that came in another way; a portion at a time until none is left."""
    if indexing.index_what_is_missing():
        index_what_is_missing.delay()


@shared_task
def weigh_what_is_due() -> None:
    """Weigh what was not weighed today or by the formula in force; after a minute, hand over to another run."""
    if not weighing.weigh_all(before=weighing.due_before(), until=timezone.now() + timedelta(seconds=60)):
        current_app.send_task("backlog.tasks.weigh_what_is_due")

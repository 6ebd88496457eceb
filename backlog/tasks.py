"""What the clock asks of this room."""

from datetime import timedelta

from celery import current_app, shared_task
from django.utils import timezone

from backlog.actions import watching, weighing
from backlog.models import Item
from backlog.queries import month_before
from common.clock import today


@shared_task
def watch_promises() -> None:
    """Count this month and the last from the tickets, then alarm the owners of what costs more than planned."""
    day = today()
    for month in (month_before(day), day.replace(day=1)):
        watching.count_uses(month)
    for item in Item.objects.over_plan(day).exclude(over_plan_in=month_before(day)):
        watching.alarm(item, on=day)


@shared_task
def weigh_what_is_due() -> None:
    """Weigh what was not weighed today or by the formula in force; after a minute, hand over to another run."""
    if not weighing.weigh_all(before=weighing.due_before(), until=timezone.now() + timedelta(seconds=60)):
        current_app.send_task("backlog.tasks.weigh_what_is_due")

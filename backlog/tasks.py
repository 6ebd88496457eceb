"""What the clock asks of this room."""

from celery import shared_task

from backlog.actions import indexing, watching
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
def index_what_is_missing() -> None:
    """Let search find items that came in another way; a portion at a time until none is left."""
    if indexing.index_what_is_missing():
        index_what_is_missing.delay()

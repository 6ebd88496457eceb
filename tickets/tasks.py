"""What the clock asks of this room."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from common.clock import today
from common.refusals import Conflict
from journal.actors import SYSTEM
from tickets.actions import following_up, likening
from tickets.actions.deciding import resurface
from tickets.models import Ticket
from tickets.vocabulary import Why


@shared_task
def resurface_what_is_due() -> None:
    """Bring back the declined tickets whose day has come; one that someone else brought back is passed over."""
    for ticket in Ticket.objects.to_look_at_again(today())[:1000]:
        try:
            resurface(ticket, by=SYSTEM, why=Why.DATE_CAME)
        except Conflict:
            continue


@shared_task
def weigh_terms() -> None:
    """Weigh anew how much each word says."""
    likening.weigh_terms()


@shared_task
def note_aftermaths() -> None:
    """Note what became of customers 30 and 90 days after our decisions; after a minute, hand over to another run."""
    if not following_up.note_what_is_due(until=timezone.now() + timedelta(seconds=60)):
        note_aftermaths.delay()

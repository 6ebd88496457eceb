"""Question: what was assessed or decided is assessed again."""

from django.db import transaction

from common import text
from common.clock import now
from common.locking import lock
from journal.actions import record
from journal.actors import Actor
from tickets import workflow
from tickets.events import TicketQuestioned
from tickets.models import Message, Ticket
from tickets.vocabulary import MessageKind
from tickets.workflow import Stage, Verb


@transaction.atomic
def question(ticket: Ticket, *, by: Actor, body: str) -> Ticket:
    """Return it to be assessed again, with the question that has to be answered first.

    An accepted ticket is returned by `backlog.actions.promotion.question`, which also takes its voice back.
    """
    lock(ticket)
    moment = now()
    was_accepted = ticket.stage == Stage.ACCEPTED
    workflow.advance(ticket, Verb.QUESTION, by=by, at=moment)
    text.need(body=body)
    ticket.decision = None
    ticket.save(update_fields=[*workflow.MOVED, "decision"])
    Message.objects.create(ticket=ticket, kind=MessageKind.QUESTION, body=body, by_id=by.pk, at=moment)
    event = TicketQuestioned(**ticket.facts, was_accepted=was_accepted)
    record(event, about=ticket, by=by, at=moment)
    return ticket

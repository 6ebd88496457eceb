"""Decide: accept or decline; and look again at what was declined."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from capabilities.models import Capability
from common import text
from common.clock import now, today
from common.locking import lock
from common.refusals import Invalid, Sentence
from journal.actions import record
from journal.actors import Actor
from tickets import workflow
from tickets.actions.beginning import finish
from tickets.actions.drafting import language_of
from tickets.actions.phrasing import hints_in
from tickets.events import TicketAccepted, TicketDeclined, TicketResurfaced, TicketUnpromised
from tickets.models import Decision, Demand, Ticket
from tickets.vocabulary import BegunForm, Outcome, Reason, Why
from tickets.workflow import Verb

_DECIDED = [*workflow.MOVED, "decision"]


@transaction.atomic
def decline(
    ticket: Ticket,
    *,
    by: Actor,
    reason: str,
    message: str,
    rationale: str = "",
    waiting_for: Capability | None = None,
    revisit_on: date | None = None,
    precedent: Decision | None = None,
) -> Ticket:
    """Decline the complaint: say honestly that we cannot do it, why, and what would change our mind."""
    lock(ticket)
    moment = now()
    in_time = ticket.is_in_time(moment)
    workflow.advance(ticket, Verb.DECLINE, by=by, at=moment)
    need_an_honest_reason(reason, message, rationale, waiting_for, revisit_on)
    ticket.decision = Decision.objects.create(
        ticket=ticket,
        outcome=Outcome.DECLINED,
        reason=reason,
        rationale=rationale,
        message=message,
        waiting_for=waiting_for,
        revisit_on=revisit_on,
        precedent=precedent,
        relationship=_relationship(ticket),
        by_id=by.pk,
        at=moment,
    )
    ticket.save(update_fields=_DECIDED)
    event = TicketDeclined(
        reason=reason,
        capability_id=waiting_for.pk if waiting_for else None,
        in_time=in_time,
        **_told(ticket, ticket.decision, by=by),
    )
    finish(ticket, BegunForm.DECLINE, BegunForm.ACCEPTANCE, by=by)
    record(event, about=ticket, by=by, at=moment)
    return ticket


@transaction.atomic
def accept(
    ticket: Ticket, *, by: Actor, message: str, rationale: str = "", precedent: Decision | None = None
) -> Decision:
    """The ticket's half of accepting; `backlog.actions.promotion.accept` gives it its voice and promise."""
    lock(ticket)
    moment = now()
    in_time = ticket.is_in_time(moment)
    workflow.advance(ticket, Verb.ACCEPT, by=by, at=moment)
    text.need(message=message)
    text.allow(rationale=rationale)
    decision = Decision.objects.create(
        ticket=ticket,
        outcome=Outcome.ACCEPTED,
        rationale=rationale,
        message=message,
        precedent=precedent,
        relationship=_relationship(ticket),
        by_id=by.pk,
        at=moment,
    )
    ticket.decision = decision
    ticket.save(update_fields=_DECIDED)
    event = TicketAccepted(
        in_time=in_time,
        built_in=ticket.assessment.built_in if ticket.assessment else "",
        **_told(ticket, decision, by=by),
    )
    record(event, about=ticket, by=by, at=moment)
    return decision


@transaction.atomic
def unpromise(
    ticket: Ticket,
    *,
    by: Actor,
    reason: str,
    message: str,
    waiting_for: Capability | None = None,
    revisit_on: date | None = None,
) -> Ticket:
    """The ticket's half of dropping an item: what was promised is declined, with the drop's reason and message."""
    lock(ticket)
    moment = now()
    workflow.advance(ticket, Verb.UNPROMISE, by=by, at=moment)
    need_an_honest_reason(reason, message, "", waiting_for, revisit_on)
    ticket.decision = Decision.objects.create(
        ticket=ticket,
        outcome=Outcome.DECLINED,
        reason=reason,
        message=message,
        waiting_for=waiting_for,
        revisit_on=revisit_on,
        relationship=_relationship(ticket),
        by_id=by.pk,
        at=moment,
    )
    ticket.save(update_fields=_DECIDED)
    event = TicketUnpromised(
        **ticket.facts,
        decision_id=ticket.decision.pk,
        reason=reason,
        capability_id=waiting_for.pk if waiting_for else None,
    )
    record(event, about=ticket, by=by, at=moment)
    return ticket


@transaction.atomic
def resurface(ticket: Ticket, *, by: Actor, why: str, tell_them: bool = False, demand: Demand | None = None) -> Ticket:
    """Look again at what was declined: the capability arrived, the date came, or more people ask (then how many).

    The customer hears when the new decision is made; with `tell_them` also now, that we look again.
    """
    lock(ticket)
    moment = now()
    event = resurfaced(ticket, why=why, tell_them=tell_them, demand=demand)
    workflow.advance(ticket, Verb.RESURFACE, by=by, at=moment)
    if why not in Why.values:
        raise Invalid({"why": text.NEEDED})
    ticket.decision = None
    ticket.save(update_fields=_DECIDED)
    record(event, about=ticket, by=by, at=moment)
    return ticket


def resurfaced(ticket: Ticket, *, why: str, tell_them: bool, demand: Demand | None = None) -> TicketResurfaced:
    """What is written down about a ticket that still has the decision that is looked at again."""
    return TicketResurfaced(
        **ticket.facts,
        why=why,
        tell_them=tell_them,
        waited_for_id=ticket.decision.waiting_for_id if ticket.decision else None,
        known=demand.known if demand else None,
        customers=demand.customers if demand else None,
    )


def need_an_honest_reason(
    reason: str, message: str, rationale: str, waiting_for: Capability | None, revisit_on: date | None
) -> None:
    """Refuse, field by field, a no without a reason, without words, or without what would change our mind.

    The capability is held until the no is said, so that it does not arrive meanwhile.
    """
    if waiting_for:
        lock(waiting_for)
    wrong: dict[str, Sentence] = {}
    if reason not in Reason.values:
        wrong["reason"] = text.NEEDED
    if problem := text.complaint_about(message):
        wrong["message"] = problem
    wrong |= _nothing_to_wait_for(reason, waiting_for, revisit_on)
    if wrong:
        raise Invalid(wrong)
    text.allow(rationale=rationale)


def _nothing_to_wait_for(reason: str, waiting_for: Capability | None, revisit_on: date | None) -> dict[str, Sentence]:
    if reason == Reason.NOT_YET and waiting_for is None and revisit_on is None:
        return {"waiting_for": _("“Not yet” waits for something: name a capability or a date.")}
    if waiting_for and waiting_for.arrived_at:
        return {"waiting_for": _("This capability has already arrived.")}
    if revisit_on and revisit_on <= today():
        return {"revisit_on": _("This day has to be still to come.")}
    return {}


def _told(ticket: Ticket, decision: Decision, *, by: Actor) -> dict[str, Any]:
    """What is written down about a yes and a no alike: of which ticket, how late, as which one, in which words."""
    return {
        **ticket.facts,
        "decision_id": decision.pk,
        "seconds": _waited(ticket, decision.at),
        "precedent_id": decision.precedent.ticket_id if decision.precedent else None,
        "hints": _hints(ticket, decision.message),
        "writer": by.role,
    }


def _waited(ticket: Ticket, moment: datetime) -> int:
    return int((moment - ticket.received_at).total_seconds())


def _hints(ticket: Ticket, message: str) -> int:
    """How many phrases of it excuse or blame; it is sent all the same."""
    return len(hints_in(message, language_of(ticket)))


def _relationship(ticket: Ticket) -> str:
    return ticket.customer.relationship if ticket.customer else ""

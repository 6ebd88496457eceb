"""Count who asks for what was declined, and bring a decline back when demand has grown."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Forbidden, Invalid
from journal.actions import record
from journal.actors import SYSTEM, Actor
from tickets import workflow
from tickets.actions.deciding import resurface
from tickets.actions.severally import Result, severally
from tickets.events import DeclineCameUnderPressure, DemandCounted, DemandUncounted
from tickets.models import Decision, Demand, SameAs, Ticket
from tickets.vocabulary import Outcome, Why
from tickets.workflow import LISTENERS, Stage, Verb

AT_ONCE = 500
"""So many tickets come back in one act; the decline itself comes last, so that the act can be done again."""


@transaction.atomic
def count_on(ticket: Ticket, *, by: Actor, decision: Decision | None) -> SameAs:
    """Say that a complaint asks for what an earlier one was declined for: it counts on that decline."""
    _listeners_only(by)
    lock(ticket)
    moment = now()
    decision = _need_another_that_is_declined(ticket, decision)
    if SameAs.objects.filter(ticket=ticket, decision=decision).exists():
        raise Conflict(_("{reference} counts on it already.").format(reference=ticket.reference))
    same = SameAs.objects.create(ticket=ticket, decision=decision, by_id=by.pk, at=moment)
    record(DemandCounted(**_facts(ticket, decision)), about=ticket, by=by, at=moment)
    recount(decision, by=by, at=moment)
    return same


@transaction.atomic
def count_off(ticket: Ticket, *, by: Actor, decision: Decision | None) -> Ticket:
    """Take it back: the complaint does not ask for that after all."""
    _listeners_only(by)
    lock(ticket)
    moment = now()
    same = SameAs.objects.filter(ticket=ticket, decision=decision).first() if decision else None
    if same is None or decision is None:
        raise Conflict(_("{reference} does not count on it.").format(reference=ticket.reference))
    if ticket.decision and ticket.decision.precedent_id == decision.pk:
        raise Conflict(_("{reference} was decided as that one; it counts on it.").format(reference=ticket.reference))
    same.delete()
    record(DemandUncounted(**_facts(ticket, decision)), about=ticket, by=by, at=moment)
    recount(decision, by=by, at=moment)
    return ticket


@transaction.atomic
def follow(ticket: Ticket, *, by: Actor, decision: Decision) -> Ticket:
    """What was declined as an earlier one counts on it, and on all that the earlier one itself counts on."""
    moment = now()
    earlier = Decision.objects.filter(asked_again__ticket=decision.ticket_id).order_by("pk")
    for each in [decision, *earlier.select_related("ticket")[:AT_ONCE]]:
        if each.ticket_id != ticket.pk and _holds(each):
            SameAs.objects.get_or_create(ticket=ticket, decision=each, defaults={"by_id": by.pk, "at": moment})
            recount(each, by=by, at=moment)
    return ticket


def bring_back(ticket: Ticket, *, by: Actor) -> list[Result]:
    """Look again at a decline under pressure and at the declined ones that follow it: one act, each on its own."""
    workflow.check(ticket, Verb.RESURFACE, by=by)
    demand = Demand.objects.pressing().filter(decision=ticket.decision_id).first()
    if demand is None:
        raise Conflict(_("{reference} is not under pressure.").format(reference=ticket.reference))
    followers = Ticket.objects.filter(same_as__decision=demand.decision_id, stage=Stage.DECLINED).order_by("pk")
    tickets = [*followers[:AT_ONCE], ticket] if len(followers[: AT_ONCE + 1]) <= AT_ONCE else followers[:AT_ONCE]
    return severally(tickets, lambda one: resurface(one, by=by, why=Why.DEMAND_GREW, demand=demand))


def recount(decision: Decision, *, by: Actor, at: datetime) -> Demand:
    """Count anew the customers who asked since the decline, and note when they are more than its threshold."""
    demand, _is_new = Demand.objects.get_or_create(decision=decision, defaults={"known": _known(decision)})
    lock(demand)
    since = SameAs.objects.asking_for(decision).others_than(decision.ticket.customer)
    demand.customers, before = since.customers(), demand.pressing_since
    demand.pressing_since = (before or at) if is_pressing(demand) else None
    demand.save(update_fields=["customers", "pressing_since"])
    if demand.pressing_since and before is None:
        subject = decision.ticket
        event = DeclineCameUnderPressure(
            **subject.facts,
            decision_id=decision.pk,
            known=demand.known,
            customers=demand.customers,
        )
        record(event, about=subject, by=by, at=at)
    return demand


def recount_for(ticket_ids: Sequence[int]) -> None:
    """Count anew every decline on which these tickets count. Idempotent."""
    declines = Decision.objects.filter(asked_again__ticket__in=ticket_ids).select_related("ticket__customer")
    for decision in declines.distinct().order_by("pk"):
        if _holds(decision):
            recount(decision, by=SYSTEM, at=now())


def is_pressing(demand: Demand) -> bool:
    """Whether so many asked since, or so many times those who were known."""
    threshold: int = min(settings.DEMAND_CUSTOMERS, settings.DEMAND_TIMES * demand.known)
    return demand.customers >= threshold


def _known(decision: Decision) -> int:
    """The customer who was declined, and those who had asked for it before: they count on earlier declines of it."""
    before = SameAs.objects.filter(decision__ticket=decision.ticket_id, at__lt=decision.at)
    return 1 + before.others_than(decision.ticket.customer).customers()


def _holds(decision: Decision) -> bool:
    return decision.outcome == Outcome.DECLINED and decision.ticket.decision_id == decision.pk


def _need_another_that_is_declined(ticket: Ticket, decision: Decision | None) -> Decision:
    if decision is None or not _holds(decision):
        raise Conflict(_("That one is not declined now; there is nothing to count on."))
    if decision.ticket_id == ticket.pk:
        raise Invalid({"declined": _("A ticket cannot count on itself. Name another one.")})
    return decision


def _listeners_only(by: Actor) -> None:
    if by.role not in LISTENERS:
        raise Forbidden(_("Agents, product people and managers say what is the same."))


def _facts(ticket: Ticket, decision: Decision) -> dict[str, Any]:
    return {
        **ticket.facts,
        "declined_id": decision.ticket_id,
        "decision_id": decision.pk,
    }

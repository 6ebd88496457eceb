"""Decide as an earlier one was decided: the same finding, the same reason or item, words of our own."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from backlog.actions import promotion
from backlog.models import Item, Voice
from common.locking import lock
from common.once import Answer, once
from common.refusals import Conflict, Forbidden, Invalid
from journal.actors import Actor
from tickets import workflow
from tickets.actions import assessing, deciding, demanding, wording
from tickets.actions.assessing import Weighing
from tickets.actions.severally import Result, severally
from tickets.models import Decision, Ticket
from tickets.vocabulary import Outcome
from tickets.workflow import DECIDERS, WORKFLOW, Stage, Verb

AT_ONCE = 100
"""So many tickets are decided as another one in one act."""


@dataclass(frozen=True)
class Following:
    """What is followed: the last decision on a ticket, the item it promised, and whether it still holds."""

    decision: Decision
    item: Item | None
    is_overturned: bool

    @property
    def verb(self) -> Verb:
        """What following it does."""
        return Verb.ACCEPT if self.decision.outcome == Outcome.ACCEPTED else Verb.DECLINE


@transaction.atomic
def decide_as(
    ticket: Ticket,
    *,
    by: Actor,
    precedent: Ticket,
    message: str,
    rationale: str = "",
    although_overturned: bool = False,
    seen: int | None = None,
) -> Ticket:
    """Decide a ticket as another one was decided: its finding, its reason or item, and a message of its own.

    One that is still to be assessed is given the precedent's assessment first. `seen` is the decision that the
    person looked at: if the precedent was decided anew meanwhile, it is refused. `{name}` in the message stands
    for the customer's.
    """
    _hold_both(ticket, precedent)
    followed = followed_of(precedent)
    foresee(ticket, by=by, followed=followed)
    _need_it_to_hold(followed, although_overturned, seen)
    if ticket.stage == Stage.TO_ASSESS:
        _assess_as(ticket, by, precedent)
    words = wording.addressed(message, ticket.customer)
    if followed.verb == Verb.ACCEPT:
        promotion.accept(
            ticket, by=by, message=words, rationale=rationale, item=followed.item, precedent=followed.decision
        )
    else:
        _decline_as(ticket, by, followed.decision, words, rationale)
    return ticket


def decide_several_as(
    tickets: Sequence[Ticket],
    *,
    by: Actor,
    precedent: Ticket,
    message: str = "",
    although_overturned: bool = False,
    seen: int | None = None,
    key: str = "",
) -> list[Result]:
    """Decide each of several tickets as another one, on its own; those that moved meanwhile are reported.

    Without a message each gets the precedent's, or a neutral one. The same `key` does nothing twice.
    """
    if len(tickets) > AT_ONCE:
        raise Invalid({"tickets": _("At most {n} tickets at once.").format(n=AT_ONCE)})
    if by.role not in DECIDERS:
        raise Forbidden(_("Product people and managers decide this."))
    followed = followed_of(precedent)
    _need_it_to_hold(followed, although_overturned, seen)

    def decide(ticket: Ticket) -> Answer:
        words = message or wording.draft(followed.decision, ticket)
        decide_as(ticket, by=by, precedent=precedent, message=words, although_overturned=although_overturned, seen=seen)
        return Answer(201, ticket.reference)

    def decide_once(ticket: Ticket) -> Answer:
        mark = f"{key} {ticket.reference} as {precedent.reference}" if key else ""
        return once(lambda: decide(ticket), whose=f"person {by.pk}", key=mark, question=message.encode())

    return severally(tickets, decide_once)


def followed_of(precedent: Ticket) -> Following:
    """The last decision on a ticket, with its item; refused where there is none."""
    decision = Decision.objects.newest_of([precedent.pk]).told().first()
    if decision is None:
        raise Invalid({"precedent": _("{reference} was not decided yet.").format(reference=precedent.reference)})
    voice = Voice.objects.filter(decision=decision).leading().first()
    return Following(decision, voice.item if voice else None, decision.ticket.decision_id != decision.pk)


def foresee(ticket: Ticket, *, by: Actor, followed: Following) -> None:
    """Refuse what can be known before: not yours, too late, or the same ticket."""
    if followed.decision.ticket_id == ticket.pk:
        raise Invalid({"precedent": _("A ticket cannot be its own precedent. Name another one.")})
    is_early = ticket.stage == Stage.TO_ASSESS and by.role in WORKFLOW[followed.verb].roles
    workflow.check(ticket, Verb.ASSESS if is_early else followed.verb, by=by)


def _hold_both(ticket: Ticket, precedent: Ticket) -> None:
    """In the order of their numbers, so that two who hold each other's do not wait for ever."""
    for one in sorted({ticket.pk: ticket, precedent.pk: precedent}.values(), key=lambda row: row.pk):
        lock(one)


def _need_it_to_hold(followed: Following, although_overturned: bool, seen: int | None) -> None:
    reference = followed.decision.ticket.reference
    if seen is not None and seen != followed.decision.pk:
        raise Conflict(_("{reference} was decided anew meanwhile. Look at it again.").format(reference=reference))
    if followed.is_overturned and not although_overturned:
        said = _("{reference} was overturned since. Tick this to follow it all the same.")
        raise Invalid({"although_overturned": said.format(reference=reference)})


def _assess_as(ticket: Ticket, by: Actor, precedent: Ticket) -> None:
    found = precedent.assessment
    if found is None:
        raise Invalid({"precedent": _("{reference} has no assessment.").format(reference=precedent.reference)})
    names = ("for_everyone", "for_good", "built_in", "one_off_cost", "cost_each_time", "times_per_month")
    weighing = Weighing(
        **{name: getattr(found, name) for name in names},
        missing_capabilities=list(found.missing_capabilities.all()),
        relationship=found.relationship,
    )
    said = _("As {reference}.").format(reference=precedent.reference)
    rationale = f"{said} {found.rationale}".strip()
    assessing.assess(ticket, by=by, weighing=weighing, finding=found.finding, rationale=rationale)


def _decline_as(ticket: Ticket, by: Actor, decision: Decision, message: str, rationale: str) -> None:
    deciding.decline(
        ticket,
        by=by,
        reason=decision.reason,
        message=message,
        rationale=rationale,
        waiting_for=decision.waiting_for,
        revisit_on=decision.revisit_on,
        precedent=decision,
    )
    demanding.follow(ticket, by=by, decision=decision)

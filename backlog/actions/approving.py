"""Large promises: ask a manager, who makes the promise in one's words, or asks back."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from backlog.actions import promotion
from backlog.actions.evidence import IMPORTANT, need_evidence
from backlog.actions.promotion import NewItem
from backlog.events import ApprovalAsked, ApprovalGiven, ApprovalOvertaken, ApprovalReturned
from backlog.models import ApprovalRequest, Item
from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Forbidden, Invalid, gather
from common.templatetags.words import money
from journal.actions import record
from journal.actors import Actor
from tickets import workflow
from tickets.actions.beginning import finish
from tickets.models import ProductArea, Ticket
from tickets.vocabulary import BegunForm
from tickets.workflow import Verb

_Outcome = ApprovalRequest.Outcome


@transaction.atomic
def ask_a_manager(
    ticket: Ticket,
    *,
    by: Actor,
    message: str,
    rationale: str = "",
    item: Item | None = None,
    new_item: NewItem | None = None,
    importance: int = IMPORTANT,
    highlight: str = "",
) -> ApprovalRequest:
    """Send an acceptance whose promise costs too much for oneself to the managers, ready to be approved."""
    lock(ticket)
    workflow.check(ticket, Verb.ACCEPT, by=by)
    _need_no_other_request(ticket)
    gather(
        lambda: text.need(message=message),
        lambda: text.allow(rationale=rationale),
        lambda: promotion.need_an_item(item, new_item),
        lambda: need_evidence(ticket, importance, highlight),
    )
    cost = _need_it_to_be_costly(ticket, by, item)
    moment = now()
    request = ApprovalRequest.objects.create(
        ticket=ticket,
        item=item,
        **_words_of(new_item if item is None else None),
        message=message,
        rationale=rationale,
        importance=importance,
        highlight=highlight,
        monthly_cost=cost,
        asked_by_id=by.pk,
        asked_at=moment,
    )
    finish(ticket, BegunForm.ACCEPTANCE, by=by)
    event = ApprovalAsked(ticket_id=ticket.pk, request_id=request.pk, monthly_cost=str(cost))
    record(event, about=ticket, by=by, at=moment)
    return request


def _words_of(new: NewItem | None) -> dict[str, str]:
    """What an item says that is yet to be made; nothing of one that is there."""
    return {name: getattr(new, name) if new else "" for name in ("title", "problem", "promise")}


@transaction.atomic
def approve(request: ApprovalRequest, *, by: Actor) -> ApprovalRequest:
    """Make the promise that was asked for, in the asker's words; the decision is the manager's."""
    _hold_what_waits(request, by)
    new = NewItem(title=request.title, problem=request.problem, promise=request.promise)
    promotion.accept(
        request.ticket,
        by=by,
        message=request.message,
        rationale=request.rationale,
        importance=request.importance,
        highlight=request.highlight,
        item=request.item,
        new_item=None if request.item else new,
    )
    _answer(request, _Outcome.APPROVED, by)
    record(ApprovalGiven(ticket_id=request.ticket_id, request_id=request.pk), about=request.ticket, by=by)
    return request


@transaction.atomic
def send_back(request: ApprovalRequest, *, by: Actor, body: str) -> ApprovalRequest:
    """Ask back first: the ticket is returned with the question."""
    _hold_what_waits(request, by)
    promotion.question(request.ticket, by=by, body=body)
    _answer(request, _Outcome.RETURNED, by)
    record(ApprovalReturned(ticket_id=request.ticket_id, request_id=request.pk), about=request.ticket, by=by)
    return request


@transaction.atomic
def overtake(request: ApprovalRequest, *, by: Actor) -> ApprovalRequest:
    """Let a request go whose ticket moved on without it; what was answered meanwhile stays answered."""
    lock(request.ticket)
    lock(request)
    if request.answered_at is None:
        _answer(request, _Outcome.OVERTAKEN, by)
        record(ApprovalOvertaken(ticket_id=request.ticket_id, request_id=request.pk), about=request.ticket, by=by)
    return request


def _need_no_other_request(ticket: Ticket) -> None:
    other = ApprovalRequest.objects.open().select_related("asked_by").filter(ticket=ticket).first()
    if other is not None:
        said = _("{who} has asked a manager already.")
        raise Conflict(said.format(who=other.asked_by.name))


def _need_it_to_be_costly(ticket: Ticket, by: Actor, item: Item | None) -> Decimal | int:
    """What it costs a month; refused where one may promise that oneself."""
    cost = item.monthly_cost if item else ticket.assessment.monthly_cost if ticket.assessment else 0
    limit = ProductArea.objects.limit_of(item.product_area if item else ticket.product_area)
    is_promised = item is not None and Item.objects.promised().filter(pk=item.pk).exists()
    if by.role == "manager" or is_promised or cost <= limit:
        said = _("This needs no manager: up to {limit} a month you promise it yourself.")
        raise Invalid({"": said.format(limit=money(limit))})
    return cost


def _hold_what_waits(request: ApprovalRequest, by: Actor) -> None:
    """Hold ticket and request, in this order; refuse who is no manager, and what is answered or overtaken."""
    lock(request.ticket)
    lock(request)
    if by.role != "manager":
        raise Forbidden(_("Managers approve large promises."))
    if request.answered_at is not None:
        who = request.answered_by.name if request.answered_by else _("the system")
        said = _("This was answered already: {outcome}, by {who}.")
        raise Conflict(said.format(outcome=_Outcome(request.outcome).label, who=who))
    workflow.check(request.ticket, Verb.ACCEPT, by=by)
    if request.ticket.assessment and request.ticket.assessment.at > request.asked_at:
        said = _("{reference} was assessed anew since this was asked. Decide it on its page.")
        raise Conflict(said.format(reference=request.ticket.reference))


def _answer(request: ApprovalRequest, outcome: str, by: Actor) -> None:
    request.outcome, request.answered_at, request.answered_by_id = outcome, now(), by.pk
    request.save(update_fields=["outcome", "answered_at", "answered_by"])

"""A ticket's page: the words, what we understood, the conversation, the three decisions."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Value
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import SignedIn
from common.clock import now
from common.paging import Order
from tickets.actions.drafting import draft
from tickets.actions.filling import drawn
from tickets.actions.likening import Nearness, nearness
from tickets.forms import (
    AftermathForm,
    AsideForm,
    AssessmentForm,
    DeclineForm,
    ListeningForm,
    MessageForm,
    MissedForm,
    QuestionForm,
    ResurfacingForm,
)
from tickets.forms.begun import begun_with
from tickets.forms.marks import FieldsForm, TagsForm
from tickets.models import (
    Aftermath,
    Decision,
    ProductArea,
    Ticket,
)
from tickets.views import lists
from tickets.views.thread import thread
from tickets.views.whole import whole
from tickets.vocabulary import BegunForm, Outcome, Reason, Then
from tickets.workflow import LISTENERS, Stage, open_verbs


@dataclass(frozen=True)
class Waited:
    """Where a ticket stood in its queue before it was decided."""

    pk: int
    stage: str
    due_at: datetime | None


@require_safe
def ticket(request: SignedIn, reference: str) -> HttpResponse:
    """Show one ticket."""
    return draw(request, reference)


def find(request: SignedIn, reference: str) -> Ticket:
    """The ticket of a reference that this colleague may see, else 404."""
    return Ticket.objects.visible_to(request.user).called(reference)


def draw(
    request: SignedIn, reference: str, *, status: int = 200, typed: Any = None, at_once: bool = False, **forms: Any
) -> HttpResponse:
    """The page as it is now; forms that were refused are shown as they were typed.

    What is like the ticket comes a moment later, but for the precedents of a decision.
    """
    shown = whole(request.user, reference)
    near = nearness(shown) if at_once or shown.stage == Stage.TO_DECIDE else None
    talk = thread(shown, request.GET.get("before", ""))
    told = {
        "ticket": shown,
        "verbs": open_verbs(shown.stage, request.user.role),
        "near": near,
        "talk": talk,
        "links": talk.links(request.user),
        "attachments": shown.files,  # type: ignore[attr-defined] # annotated
        "chosen": shown.chosen_by_me,  # type: ignore[attr-defined] # annotated
        "declined_before": _declined_before(shown),
        "counts_on": set(shown.counts_on),  # type: ignore[attr-defined] # annotated
        "budget_left": _budget_left(shown),
        "aftermaths": list(Aftermath.objects.of(shown)) if shown.decision_id else [],
        "stages": Stage,
        "moment": now(),
        "tags_form": TagsForm(),
        "fields_form": forms.get("fields_form") or FieldsForm.on_a_page(drawn(shown.asked_fields)),  # type: ignore[attr-defined] # annotated
        "typed": typed,
        "sees_contacts": request.user.role != "viewer",
        "may_write": request.user.role in LISTENERS,
        **neighbours(request, shown),
        **_fresh_forms(shown, near, request.user),
        **forms,
    }
    return render(request, "tickets/ticket.html", told, status=status)


def neighbours(request: SignedIn, shown: Ticket) -> dict[str, Any]:
    """What comes before and after this ticket in the list one came from; where it is in none of them, the first."""
    what = lists.within(request)
    order, forwards = what.order, what.order.names(backwards=False)
    rows = what.of_stage.exclude(pk=shown.pk).only("pk", order.key)
    told = {"previous": None, "next": None, "came_from": what}
    if getattr(shown, order.key) is None:
        return told | {"next": rows.order_by(*forwards).first()}
    place = (getattr(shown, order.key), shown.pk)
    after = rows.filter(order.beyond(place, backwards=False)).order_by(*forwards)
    before = rows.filter(order.beyond(place, backwards=True)).order_by(*order.names(backwards=True))
    found = after.annotate(side=Value("next"))[:1].union(before.annotate(side=Value("previous"))[:1], all=True)
    return told | {one.side: one for one in found}


def next_after(request: SignedIn, waited: Waited) -> Ticket | None:
    """What waits for the same in the list one came from and whose hour comes next; after the last one, the first."""
    if waited.due_at is None:
        return None
    order, rows = Order("due_at"), lists.within(request).rows.waiting(waited.stage)
    rows = rows.exclude(pk=waited.pk).only("pk").order_by(*order.names(backwards=False))
    return rows.filter(order.beyond((waited.due_at, waited.pk), backwards=False)).first() or rows.first()


def _declined_before(shown: Ticket) -> list[Decision]:
    """The noes of a ticket that is looked at again, the newest first; most have none and are not asked."""
    if not shown.is_open or not shown.was_declined:  # type: ignore[attr-defined] # annotated
        return []
    return list(
        shown.decisions.filter(outcome=Outcome.DECLINED).order_by("-pk").select_related("by", "waiting_for")[:10]
    )


def _budget_left(shown: Ticket) -> Decimal | None:
    return ProductArea.objects.budget_left(shown.product_area) if shown.stage == Stage.TO_ASSESS else None


def _fresh_forms(shown: Ticket, near: Nearness | None, reader: User) -> dict[str, Any]:
    begun: list[dict[str, Any]] = shown.begun_by_me  # type: ignore[attr-defined] # annotated
    said = {"kind": "note", "once": get_random_string(22), "then": Then.STAY} | reader.sending
    weighed = ({"times_per_month": near.per_month} if near and near.recent else {}) | begun_with(
        AssessmentForm, BegunForm.ASSESSMENT, begun
    )
    return {
        "listening_form": ListeningForm(initial=begun_with(ListeningForm, BegunForm.LISTENING, begun)),
        "assessment_form": AssessmentForm(initial=weighed),
        "decline_form": DeclineForm(initial=first_no(shown) | begun_with(DeclineForm, BegunForm.DECLINE, begun)),
        "aftermath_form": AftermathForm(),
        "aside_form": AsideForm(),
        "question_form": QuestionForm(),
        "missed_form": MissedForm(),
        "resurfacing_form": ResurfacingForm(),
        "message_form": MessageForm(initial=said | (shown.unsent_by_me or {})),  # type: ignore[attr-defined] # annotated
    }


def first_no(shown: Ticket) -> dict[str, Any]:
    """With what a decline begins: the reason that the finding suggests, what is missing, and the draft of the two."""
    if shown.stage != Stage.TO_DECIDE or shown.assessment is None:
        return {}
    missing, finding = _missing_one(shown), shown.assessment.finding
    begun: dict[str, Any] = {"waiting_for": missing}
    if finding in Reason.values:
        begun |= {"reason": finding, "message": draft(shown, finding, waiting_for=missing)}
    return begun


def _missing_one(shown: Ticket) -> Any:
    """The capability that the assessment found missing, offered to a decline."""
    if shown.stage != Stage.TO_DECIDE or shown.assessment is None:
        return None
    return next((one for one in shown.assessment.missing_capabilities.all() if one.arrived_at is None), None)

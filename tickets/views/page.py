"""A ticket's page: the words, what we understood, the conversation, the three decisions."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from common.clock import now
from common.linking import links_in
from common.paging import Order
from journal.models import Entry
from tickets.actions.drafting import draft
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
from tickets.models import Aftermath, Attachment, Decision, Draft, Message, ProductArea, SameAs, Ticket, Unsent
from tickets.queries import TicketQuerySet
from tickets.views import lists
from tickets.vocabulary import Outcome, Reason
from tickets.workflow import LISTENERS, Stage, open_verbs

THREAD = 200
"""So many of the newest entries and messages are shown."""
_SPOKEN = {"MessageHeld", "MessageUndone", "MessageWritten", "TicketQuestioned", "TicketMisheard"}


@dataclass(frozen=True)
class Line:
    """One line of the thread: something said, or something that happened."""

    at: datetime
    message: Message | None = None
    entry: Entry | None = None


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


def draw(request: SignedIn, reference: str, *, status: int = 200, typed: Any = None, **forms: Any) -> HttpResponse:
    """The page as it is now; forms that were refused are shown as they were typed."""
    unsent = Unsent.objects.filter(ticket=OuterRef("pk"), by=request.user.pk)
    whole = _whole().annotate(unsent_by_me=Subquery(unsent.values(said=JSONObject(kind="kind", body="body"))[:1]))
    newest = Entry.objects.filter(about_type=Ticket._meta.label_lower, about_id=OuterRef("pk")).order_by("-pk")
    whole = whole.annotate(latest=Subquery(newest.values("pk")[:1]))
    shown = whole.visible_to(request.user).called(reference)
    near, lines = nearness(shown), thread(shown)
    told = {
        "ticket": shown,
        "verbs": open_verbs(shown.stage, request.user.role),
        "near": near,
        "lines": lines,
        "links": links_in((line.message.body for line in lines if line.message), request.user),
        "attachments": shown.files,  # type: ignore[attr-defined] # annotated
        "voice": _voice(shown),
        "declined_before": _declined_before(shown),
        "counts_on": set(shown.counts_on),  # type: ignore[attr-defined] # annotated
        "budget_left": _budget_left(shown),
        "aftermaths": list(Aftermath.objects.of(shown)) if shown.decision_id else [],
        "stages": Stage,
        "moment": now(),
        "typed": typed,
        "sees_contacts": request.user.role != "viewer",
        "may_write": request.user.role in LISTENERS,
        **neighbours(request, shown),
        **_fresh_forms(shown, near),
        **forms,
    }
    return render(request, "tickets/ticket.html", told, status=status)


def thread(subject: Ticket) -> list[Line]:
    """What was said and what happened, in order."""
    said = subject.messages.standing().select_related("by").order_by("-pk")[:THREAD]
    happened = Entry.objects.about(subject).told().exclude(kind__in=_SPOKEN).reverse()[:THREAD]
    lines = [Line(at=message.at, message=message) for message in said]
    lines += [Line(at=entry.at, entry=entry) for entry in happened]
    return sorted(lines, key=lambda line: (line.at, line.message is None))


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


def _voice(shown: Ticket) -> Any:
    """What it speaks for; only an accepted ticket has a voice."""
    if shown.stage != Stage.ACCEPTED:
        return None
    return shown.voices.filter(withdrawn_at=None).select_related("item").first()


def _declined_before(shown: Ticket) -> list[Decision]:
    """The noes of a ticket that is looked at again, the newest first; most have none and are not asked."""
    if not shown.is_open or not shown.was_declined:  # type: ignore[attr-defined] # annotated
        return []
    return list(
        shown.decisions.filter(outcome=Outcome.DECLINED).order_by("-pk").select_related("by", "waiting_for")[:10]
    )


def _budget_left(shown: Ticket) -> Decimal | None:
    return ProductArea.objects.budget_left(shown.product_area) if shown.stage == Stage.TO_ASSESS else None


def _whole() -> TicketQuerySet:
    """The ticket with everything that its page shows of one row each."""
    others = Ticket.objects.filter(customer=OuterRef("customer")).order_by().values("customer")
    asked = Ticket.objects.filter(  # the room above owns the requests, so they are reached by name only
        pk=OuterRef("pk"), approval_requests__isnull=False, approval_requests__answered_at=None
    ).order_by()
    whole = Ticket.objects.select_related(
        "customer__company",
        "product_area__parent",
        "owner",
        "received_by",
        "listening__by",
        "assessment__by",
        "decision__by",
        "decision__waiting_for",
        "decision__precedent",
        "setting_aside__twin",
        "setting_aside__by",
    ).annotate(
        asked_a_manager=Subquery(asked.values("approval_requests__asked_by__name")[:1]),
        was_declined=Exists(Decision.objects.filter(ticket=OuterRef("pk"), outcome=Outcome.DECLINED)),
        told_count=Subquery(others.annotate(n=Count("pk")).values("n")),
        own_drafts=ArraySubquery(Draft.objects.values(own=JSONObject(kind="kind", language="language", body="body"))),
        kept_count=Subquery(others.filter(decision__outcome=Outcome.ACCEPTED).annotate(n=Count("pk")).values("n")),
        counts_on=ArraySubquery(
            SameAs.objects.filter(ticket=OuterRef("pk")).order_by("pk").values("decision")[:THREAD]
        ),
        files=ArraySubquery(_files()),
    )
    return whole.prefetch_related("assessment__missing_capabilities")


def _files() -> QuerySet[Attachment, Any]:
    """What came with it, as one column: a question less."""
    names = ("key", "name", "content_type", "size", "has_preview")
    rows = Attachment.objects.filter(ticket=OuterRef("pk")).order_by("pk")
    return rows.values(file=JSONObject(**{name: name for name in names}))[:50]


def _fresh_forms(shown: Ticket, near: Nearness) -> dict[str, Any]:
    once = get_random_string(22)
    return {
        "listening_form": ListeningForm(),
        "assessment_form": AssessmentForm(initial={"times_per_month": near.per_month}),
        "decline_form": DeclineForm(initial=first_no(shown)),
        "aftermath_form": AftermathForm(),
        "aside_form": AsideForm(),
        "question_form": QuestionForm(),
        "missed_form": MissedForm(),
        "resurfacing_form": ResurfacingForm(),
        "message_form": MessageForm(initial={"kind": "note", "once": once} | (shown.unsent_by_me or {})),  # type: ignore[attr-defined] # annotated
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

"""The HTML doors of the backlog: the board, an item's page, and one door per verb; accept among them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from backlog.actions import moving, promotion, shaping
from backlog.actions.promotion import NewItem
from backlog.forms import AcceptForm, DropForm, ItemForm, MoveForm
from backlog.models import Item, Voice
from backlog.workflow import KEEPERS, ItemStage, reachable
from common.doors import show_refusal
from common.paging import Order, page
from common.refusals import Refusal
from journal.models import Entry
from tickets.forms import QuestionForm
from tickets.models import ProductArea, Ticket
from tickets.views.doors import knock

COLUMN = 50
"""So many cards of a column are shown; the rest is in the list."""
BOARD = (ItemStage.PROPOSED, ItemStage.READY, ItemStage.IN_PROGRESS, ItemStage.SHIPPED, ItemStage.VERIFIED)


@require_POST
def accept(request: SignedIn, reference: str) -> HttpResponse:
    """Promote a ticket to the backlog, with a promise."""
    form = AcceptForm(request.POST)

    def act(ticket: Ticket) -> None:
        said = form.cleaned_data
        new = NewItem(title=said["title"], problem=said["problem"], promise=said["promise"])
        promotion.accept(
            ticket,
            by=request.user,
            message=said["message"],
            rationale=said["rationale"],
            item=said["item"],
            new_item=None if said["item"] else new,
        )

    return knock(
        request,
        reference,
        form=form,
        called="accept_form",
        act=act,
        said=_("Accepted. The customer is told what we promise."),
    )


@require_POST
def question(request: SignedIn, reference: str) -> HttpResponse:
    """Return a ticket with a question."""
    form = QuestionForm(request.POST)
    return knock(
        request,
        reference,
        form=form,
        called="question_form",
        said=_("Returned with a question."),
        act=lambda ticket: promotion.question(ticket, by=request.user, body=form.cleaned_data["body"]),
    )


@require_safe
def board(request: SignedIn) -> HttpResponse:
    """The columns, each with its cards in the order by hand."""
    area = request.GET.get("area", "")
    rows = (
        Item.objects.filter(product_area__in=ProductArea.objects.within(int(area)))
        if area.isdecimal()
        else Item.objects.all()
    )
    sums = rows.sums()
    shown = rows.select_related("owner", "product_area").heard()
    columns = [
        {
            "stage": stage,
            "sum": sums.get(stage),
            "items": list(shown.column(stage)[:COLUMN]),
            "targets": reachable(stage, request.user.role),
        }
        for stage in BOARD
    ]
    first_voices = _one_voice_each([item.pk for column in columns for item in column["items"]])
    return render(
        request,
        "backlog/board.html",
        {
            "columns": columns,
            "voices": first_voices,
            "areas": ProductArea.objects.as_tree(),
            "area": area,
            "may_keep": request.user.role in KEEPERS,
            "dropped": sums.get(ItemStage.DROPPED),
            "in_force": sum(row["n"] for stage, row in sums.items() if stage != ItemStage.DROPPED),
            "monthly_cost": sum(row["cost"] or 0 for stage, row in sums.items() if stage != ItemStage.DROPPED),
        },
    )


@require_http_methods(["GET", "POST"])
def new_item(request: SignedIn) -> HttpResponse:
    """Put a problem on the backlog without a ticket."""
    form, status = ItemForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = {name: value for name, value in form.cleaned_data.items() if name != "version"}
            try:
                item = shaping.propose(by=request.user, **said)
            except Refusal as refusal:
                status = show_refusal(form, refusal)
            else:
                return redirect("item", reference=item.reference)
    return render(request, "backlog/new_item.html", {"form": form}, status=status)


@require_safe
def item(request: SignedIn, reference: str) -> HttpResponse:
    """Show one item."""
    return _draw(request, Item.objects.called(reference))


@require_POST
def edit(request: SignedIn, reference: str) -> HttpResponse:
    """Change what an item says."""
    form = ItemForm(request.POST)
    return _knock(
        request,
        reference,
        "edit_form",
        form,
        lambda subject: shaping.edit(subject, by=request.user, **form.cleaned_data),
        _("Saved."),
    )


@require_POST
def move(request: SignedIn, reference: str) -> HttpResponse:
    """Move an item to a column, after or before another; the board asks by script and gets JSON."""
    subject, form = Item.objects.called(reference), MoveForm(request.POST)
    by_script = request.headers.get("Accept", "").startswith("application/json")
    try:
        if not form.is_valid():
            return JsonResponse({"detail": _("This is not a column to move to.")}, status=422)
        said = form.cleaned_data
        moving.move(subject, by=request.user, stage=said["stage"] or None, after=said["after"], before=said["before"])
    except Refusal as refusal:
        if by_script:
            return JsonResponse({"detail": str(refusal)}, status=refusal.status)
        raise
    if by_script:
        return JsonResponse({"stage": subject.stage})
    messages.success(
        request,
        _("{reference} is “{stage}” now.").format(reference=subject.reference, stage=subject.get_stage_display()),
    )
    return _back_to_board(request, reference) if "board" in request.POST else redirect("item", reference=reference)


@require_POST
def ship(request: SignedIn, reference: str) -> HttpResponse:
    """Say that what was promised is there."""
    subject = moving.ship(Item.objects.called(reference), by=request.user)
    messages.success(request, _("Shipped. Everyone who spoke for it is told."))
    return redirect("item", reference=subject.reference)


@require_POST
def drop(request: SignedIn, reference: str) -> HttpResponse:
    """Take the promise back."""
    form = DropForm(request.POST)
    return _knock(
        request,
        reference,
        "drop_form",
        form,
        lambda subject: moving.drop(subject, by=request.user, **form.cleaned_data),
        _("Dropped. Its customers are told why."),
    )


@require_safe
def promises(request: SignedIn) -> HttpResponse:
    """What binds us: every promise in force, and what it costs a month."""
    rows = Item.objects.in_force().select_related("product_area__parent").heard()
    found = page(rows, order=Order("proposed_at", descending=True), cursor=request.GET.get("cursor", ""))
    return render(request, "backlog/promises.html", {"page": found, "gauges": _gauges()})


def _knock(request: SignedIn, reference: str, called: str, form: Any, act: Any, said: str) -> HttpResponse:
    subject, status = Item.objects.called(reference), 422
    if form.is_valid():
        try:
            act(subject)
        except Refusal as refusal:
            status = show_refusal(form, refusal)
        else:
            messages.success(request, said)
            return redirect("item", reference=subject.reference)
    forms: dict[str, Any] = {called: form}
    return _draw(request, subject, status=status, **forms)


def _draw(request: SignedIn, subject: Item, *, status: int = 200, **forms: Any) -> HttpResponse:
    shown = get_object_or_404(Item.objects.select_related("owner", "product_area__parent").heard(), pk=subject.pk)
    names = ("title", "problem", "promise", "product_area", "monthly_cost", "hypothesis_percent", "version")
    voices = Voice.objects.speaking().filter(item=shown).drawn()
    return render(
        request,
        "backlog/item.html",
        {
            "item": shown,
            "page": page(
                voices, order=Order("joined_at", descending=True), cursor=request.GET.get("cursor", ""), size=30
            ),
            "history": list(Entry.objects.about(shown).told().reverse()[:50]),
            "targets": [
                (s.value, s.label) for s in reachable(shown.stage, request.user.role) if s != ItemStage.SHIPPED
            ],
            "may_ship": ItemStage.SHIPPED in reachable(shown.stage, request.user.role),
            "may_keep": request.user.role in KEEPERS,
            "edit_form": ItemForm(initial={name: getattr(shown, name) for name in names}),
            "drop_form": DropForm(),
            **forms,
        },
        status=status,
    )


def _back_to_board(request: SignedIn, reference: str) -> HttpResponse:
    """Where the card lies now, among the cards of the area that was looked at."""
    area = request.POST.get("board", "")
    return redirect(f"{reverse('board')}{f'?area={area}' if area.isdecimal() else ''}#{reference}")


def _one_voice_each(items: list[int]) -> dict[int, Voice]:
    """The first voice of every item, for its card."""
    first = Voice.objects.speaking().filter(item__in=items).order_by("item_id", "pk").distinct("item_id")
    return {voice.item_id: voice for voice in first.drawn()}


def _gauges() -> list[dict[str, Any]]:
    """How much of each area's promise budget is spent."""
    areas = ProductArea.objects.filter(monthly_promise_budget__isnull=False).order_by("pk")[:50]
    gauges = []
    for area in areas:
        left = ProductArea.objects.budget_left(area)
        budget = area.monthly_promise_budget or 0
        spent = budget - (left or 0)
        gauges.append(
            {
                "area": area,
                "budget": budget,
                "spent": spent,
                "left": left,
                "is_over": spent > budget,
                "percent": min(100, round(100 * spent / budget)) if budget else 0,
            }
        )
    return gauges

"""The board, and moving about on it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedIn
from backlog.actions import moving
from backlog.forms import MoveForm
from backlog.models import Item, Voice
from backlog.workflow import KEEPERS, ItemStage, reachable
from common.doors import own_address
from common.refusals import Refusal
from tickets.models import ProductArea

COLUMN = 50
"""So many cards of a column are shown; the rest is in the list."""
BOARD = (ItemStage.PROPOSED, ItemStage.READY, ItemStage.IN_PROGRESS, ItemStage.SHIPPED, ItemStage.VERIFIED)


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
    shown = rows.select_related("owner", "product_area").voiced()
    columns: list[dict[str, Any]] = [
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
    if "board" in request.POST:
        return _back_to_board(request, reference)
    return redirect(own_address(request, otherwise=reverse("item", args=[reference])))


def _back_to_board(request: SignedIn, reference: str) -> HttpResponse:
    """Where the card lies now, among the cards of the area that was looked at."""
    area = request.POST.get("board", "")
    return redirect(f"{reverse('board')}{f'?area={area}' if area.isdecimal() else ''}#{reference}")


def _one_voice_each(items: list[int]) -> dict[int, Voice]:
    """The first voice of every item, for its card."""
    return {voice.item_id: voice for voice in Voice.objects.first_of(items).drawn()}

"""Moving an item: where it may go, what that asks for, and the deed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedIn
from backlog.actions import moving
from backlog.forms import DropForm, MoveForm, VerifyForm
from backlog.models import Item, Release
from backlog.workflow import KEEPERS, ItemStage, reachable
from common.doors import own_address
from common.refusals import Refusal

RELEASES = 20
"""So many planned releases are offered."""
_ASKS = {ItemStage.SHIPPED, ItemStage.VERIFIED, ItemStage.DROPPED}


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: SignedIn, reference: str) -> HttpResponse:
    """Where an item may go, and what shipping, verifying or dropping it asks for; posted: put it there."""
    subject = Item.objects.called(reference)
    return _move(request, subject) if request.method == "POST" else _ask(request, subject)


def _ask(request: SignedIn, subject: Item) -> HttpResponse:
    stage, role = request.GET.get("stage", ""), request.user.role
    subject = Item.objects.heard().get(pk=subject.pk)
    may = reachable(subject.stage, role) if role in KEEPERS else []
    column = Item.objects.column(subject.stage)
    told: dict[str, Any] = {
        "item": subject,
        "stage": stage if stage in _ASKS else "",
        "targets": [target for target in may if target != ItemStage.SHIPPED],
        "above": column.filter(rank__lt=subject.rank).last(),
        "below": column.filter(rank__gt=subject.rank).first(),
        "may_ship": ItemStage.SHIPPED in may,
        "may_verify": role in KEEPERS and subject.stage == ItemStage.SHIPPED,
        "may_drop": role in KEEPERS and subject.stage != ItemStage.DROPPED and subject.retired_at is None,
        "releases": Release.objects.planned().order_by("-pk")[:RELEASES],
        "drop_form": DropForm(),
        "verify_form": VerifyForm(),
        "next": own_address(request, otherwise=reverse("board")),
    }
    template = "backlog/_mover.html" if request.htmx else "backlog/mover.html"
    return render(request, template, told)


def _move(request: SignedIn, subject: Item) -> HttpResponse:
    form = MoveForm(request.POST)
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
        return JsonResponse({"stage": subject.stage, "said": _place(subject)})
    messages.success(request, _place(subject))
    return redirect(own_address(request, otherwise=reverse("item", args=[subject.reference])))


def _place(subject: Item) -> str:
    """Where it lies now, for whoever does not see it."""
    column = Item.objects.column(subject.stage)
    said = _("{reference}: “{stage}”, place {place} of {total}.")
    place = column.filter(rank__lt=subject.rank).count() + 1
    return said.format(
        reference=subject.reference, stage=subject.get_stage_display(), place=place, total=column.count()
    )

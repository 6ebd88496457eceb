"""The product areas in the settings: names, budgets, and above what a promise needs a manager."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Role
from accounts.requests import SignedIn
from common.doors import show_refusal
from common.refusals import Forbidden, Refusal
from tickets.actions.budgeting import amend
from tickets.forms import AreaForm
from tickets.models import ProductArea

_NAMES = ("name", "name_ko", "monthly_promise_budget", "promise_needs_manager_above")
MOST = 200
"""So many areas are shown."""


@require_safe
def areas(request: SignedIn) -> HttpResponse:
    """Every area, parents first."""
    return _draw(request)


@require_POST
def area(request: SignedIn, pk: int) -> HttpResponse:
    """Name an area anew, or set its limits."""
    subject, form, status = get_object_or_404(ProductArea, pk=pk), AreaForm(request.POST), 422
    if form.is_valid():
        try:
            amend(subject, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            status = show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("areas")
    return _draw(request, status=status, refused={pk: form})


def _draw(request: SignedIn, *, status: int = 200, refused: dict[int, AreaForm] | None = None) -> HttpResponse:
    if request.user.role != Role.ADMIN:
        raise Forbidden(_("Administrators look after product areas."))
    rows: list[Any] = [
        (one, (refused or {}).get(one.pk) or AreaForm(initial={name: getattr(one, name) for name in _NAMES}))
        for one in ProductArea.objects.as_tree()[:MOST]
    ]
    return render(request, "tickets/areas.html", {"areas": rows}, status=status)

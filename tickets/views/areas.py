"""The product areas in the settings: names, budgets, and above what a promise needs a manager."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Role
from accounts.requests import SignedIn
from common.doors import tried
from common.refusals import Forbidden
from tickets.actions import arranging
from tickets.actions.budgeting import amend
from tickets.forms import AreaForm
from tickets.forms.areas import NewAreaForm, PlaceForm
from tickets.models import ProductArea

_NAMES = ("name", "name_ko", "monthly_promise_budget", "promise_needs_manager_above")
MOST = 200
"""So many areas are shown."""


@require_http_methods(["GET", "POST"])
def areas(request: SignedIn) -> HttpResponse:
    """Every area, parents first; a new one is added here."""
    if request.method != "POST":
        return _draw(request)
    form = NewAreaForm(request.POST)
    return _knock(request, form, lambda: arranging.add_area(by=request.user, **form.cleaned_data), new=form)


@require_POST
def area(request: SignedIn, pk: int) -> HttpResponse:
    """Name an area anew, or set its limits."""
    subject, form = get_object_or_404(ProductArea, pk=pk), AreaForm(request.POST)
    return _knock(
        request, form, lambda: amend(subject, by=request.user, **form.cleaned_data), refused={pk: (form, None)}
    )


@require_POST
def place(request: SignedIn, pk: int) -> HttpResponse:
    """Make an area part of another one, or one that stands on its own."""
    subject, form = get_object_or_404(ProductArea, pk=pk), PlaceForm(request.POST, auto_id=f"place_{pk}_%s")
    return _knock(
        request,
        form,
        lambda: arranging.move_area(subject, by=request.user, **form.cleaned_data),
        refused={pk: (None, form)},
    )


@require_POST
def use(request: SignedIn, pk: int) -> HttpResponse:
    """Let new complaints be about an area no more, or again."""
    deed = arranging.restore_area if request.POST.get("in_use") == "yes" else arranging.retire_area
    deed(get_object_or_404(ProductArea, pk=pk), by=request.user)
    messages.success(request, _("Saved."))
    return redirect("areas")


def _knock(request: SignedIn, form: BaseForm, act: Callable[[], Any], **shown: Any) -> HttpResponse:
    if status := tried(form, act):
        return _draw(request, status=status, **shown)
    messages.success(request, _("Saved."))
    return redirect("areas")


def _draw(
    request: SignedIn, *, status: int = 200, refused: Mapping[int, Any] | None = None, new: BaseForm | None = None
) -> HttpResponse:
    if request.user.role != Role.ADMIN:
        raise Forbidden(_("Administrators look after product areas."))
    wrong = refused or {}
    parents = [("", _("Stands on its own")), *((one.pk, str(one)) for one in ProductArea.objects.in_use().tops())]
    rows = [
        {"area": one, "form": named or _of(one), "place": placed or _placed(one, parents)}
        for one in ProductArea.objects.as_tree()[:MOST]
        for named, placed in [wrong.get(one.pk, (None, None))]
    ]
    return render(request, "tickets/areas.html", {"areas": rows, "new": new or NewAreaForm()}, status=status)


def _of(area: ProductArea) -> AreaForm:
    return AreaForm(initial={name: getattr(area, name) for name in _NAMES}, auto_id=f"area_{area.pk}_%s")


def _placed(area: ProductArea, parents: list[Any]) -> PlaceForm:
    form = PlaceForm(initial={"parent": area.parent_id}, auto_id=f"place_{area.pk}_%s")
    form.fields["parent"].widget.choices = [one for one in parents if one[0] != area.pk]  # one question for all
    return form

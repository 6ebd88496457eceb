"""The fields of the firm's own, in the settings."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import need_admin
from accounts.requests import SignedIn
from common.doors import show_refusal, tried
from common.refusals import Refusal
from tickets.actions import defining
from tickets.actions.spelling import offered
from tickets.forms.marks import ChoiceForm, FieldForm, NewFieldForm
from tickets.models import CustomField, FieldChoice


@require_http_methods(["GET", "POST"])
def fields(request: SignedIn) -> HttpResponse:
    """Every field of the firm's own; a new one is defined here."""
    need_admin(request.user)
    form, status = NewFieldForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                defining.define(by=request.user, **form.cleaned_data)
            except Refusal as refusal:
                status = show_refusal(form, refusal)
            else:
                return _saved(request)
    return _draw_fields(request, status=status, new=form)


@require_POST
def field(request: SignedIn, pk: int) -> HttpResponse:
    """Call a field differently, or ask for it elsewhere."""
    subject, form = get_object_or_404(CustomField, pk=pk), FieldForm(request.POST)
    return _try(request, form, lambda: defining.redefine(subject, by=request.user, **form.cleaned_data), field=pk)


@require_POST
def offer(request: SignedIn, pk: int) -> HttpResponse:
    """Let a field offer one choice more."""
    subject, form = get_object_or_404(CustomField, pk=pk), ChoiceForm(request.POST)
    return _try(request, form, lambda: defining.offer(subject, by=request.user, **form.cleaned_data), offer=pk)


@require_POST
def choice(request: SignedIn, pk: int) -> HttpResponse:
    """Call a choice differently."""
    subject, form = get_object_or_404(FieldChoice.objects.select_related("field"), pk=pk), ChoiceForm(request.POST)
    return _try(request, form, lambda: defining.rename_choice(subject, by=request.user, **form.cleaned_data), choice=pk)


@require_POST
def use_field(request: SignedIn, pk: int) -> HttpResponse:
    """Ask for a field no more, or again."""
    _use(request)(get_object_or_404(CustomField, pk=pk), by=request.user)
    return _saved(request)


@require_POST
def use_choice(request: SignedIn, pk: int) -> HttpResponse:
    """Offer a choice no more, or again."""
    _use(request)(get_object_or_404(FieldChoice.objects.select_related("field"), pk=pk), by=request.user)
    return _saved(request)


def _use(request: SignedIn) -> Callable[..., None]:
    return defining.restore if request.POST.get("in_use") == "yes" else defining.retire


def _saved(request: SignedIn) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("fields")


def _try(request: SignedIn, form: BaseForm, act: Callable[[], Any], **of: int) -> HttpResponse:
    need_admin(request.user)
    status = tried(form, act)
    if status is None:
        return _saved(request)
    ((what, pk),) = of.items()
    return _draw_fields(request, status=status, refused={(what, pk): form})


def _draw_fields(
    request: SignedIn,
    *,
    status: int = 200,
    new: BaseForm | None = None,
    refused: dict[tuple[str, int], BaseForm] | None = None,
) -> HttpResponse:
    wrong = refused or {}
    rows = [
        {
            "field": one,
            "form": wrong.get(("field", one.pk)) or _form_of(one),
            "offer": wrong.get(("offer", one.pk)) or ChoiceForm(auto_id=f"offer_{one.pk}_%s"),
            "is_open": any(("choice", each.pk) in wrong for each in offered(one)),
            "choices": [(each, wrong.get(("choice", each.pk))) for each in offered(one)],
        }
        for one in CustomField.objects.drawn().order_by("retired_at", "pk")[: defining.MOST_FIELDS * 4]
    ]
    told = {"rows": rows, "new": new or NewFieldForm()}
    return render(request, "tickets/fields.html", told, status=status)


def _form_of(field: CustomField) -> FieldForm:
    known = {"name": field.name, "name_ko": field.name_ko, "product_area": field.product_area_id}
    return FieldForm(initial=known, auto_id=f"field_{field.pk}_%s")

"""The formula of weights in the settings."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Role
from accounts.requests import SignedIn
from backlog.actions import weighing
from backlog.forms import FormulaForm
from backlog.models import WeightFormula
from backlog.weight import DEFAULT, TEMPLATES
from common.doors import show_refusal
from common.refusals import Conflict, Forbidden, Refusal
from journal.models import Entry

TOLD = 20
"""So many earlier formulas are shown."""


@require_http_methods(["GET", "POST"])
def formula(request: SignedIn) -> HttpResponse:
    """Show the formula, or weigh by another from now on."""
    if request.method == "GET":
        return _draw(request, _as_it_is())
    form, status = FormulaForm(request.POST), 422
    if form.is_valid():
        try:
            weighing.change_formula(form.cleaned_data["formula"], by=request.user, seen=form.cleaned_data["seen"])
        except Conflict as refusal:
            return _draw(request, _as_it_is(), status=refusal.status, refusal=refusal, typed=request.POST["formula"])
        except Refusal as refusal:
            status = show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved. Every item is being weighed anew."))
            return redirect("weight-formula")
    return _draw(request, form, status=status)


def _as_it_is() -> FormulaForm:
    kept = WeightFormula.objects.latest_kept()
    return FormulaForm(initial={"formula": kept.formula if kept else DEFAULT, "seen": kept.pk if kept else 0})


def _draw(request: SignedIn, form: FormulaForm, *, status: int = 200, **more: Any) -> HttpResponse:
    if request.user.role != Role.ADMIN:
        raise Forbidden(_("Administrators change the formula."))
    told = {
        "form": form,
        "templates": TEMPLATES.values(),
        "kept": WeightFormula.objects.latest_kept(),
        "history": Entry.objects.filter(kind="FormulaChanged").told().order_by("-at", "-id")[:TOLD],
        **more,
    }
    return render(request, "backlog/formula.html", told, status=status)

"""What our numbers should reach."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedIn
from common.doors import show_refusal
from common.refusals import Conflict, Forbidden, Refusal
from metrics.actions.goals import SETTERS, goals, set_goals
from metrics.forms import GoalsForm


@require_http_methods(["GET", "POST"])
def the_goals(request: SignedIn) -> HttpResponse:
    """Show what we want to reach, or set it."""
    if request.user.role not in SETTERS:
        raise Forbidden(_("Managers and administrators set goals."))
    return _show(request) if request.method == "GET" else _set(request)


def _show(request: SignedIn) -> HttpResponse:
    return _draw(request, GoalsForm(goals=goals()), 200)


def _set(request: SignedIn) -> HttpResponse:
    form, status = GoalsForm(request.POST, goals=goals()), 422
    if form.is_valid():
        try:
            set_goals(form.values(), by=request.user, seen=form.cleaned_data["seen"])
        except Conflict as refusal:
            return _draw(request, GoalsForm(goals=goals()), refusal.status, refusal)
        except Refusal as refusal:
            status = show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved. The dashboard draws them as lines."))
            return redirect("dashboard")
    return _draw(request, form, status)


def _draw(request: SignedIn, form: GoalsForm, status: int, refusal: Refusal | None = None) -> HttpResponse:
    typed = {
        name: value for name, value in request.POST.items() if value and name not in {"seen", "csrfmiddlewaretoken"}
    }
    shown = {"form": form, "refusal": refusal, "typed": typed if refusal else {}}
    return render(request, "metrics/goals.html", shown, status=status)

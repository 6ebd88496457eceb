"""The dashboard, and the tables behind its pictures."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from common.tables import csv_of
from metrics import dashboard as figures
from metrics import pictures
from metrics.forms import NARROWING, ScopeForm
from metrics.tables import TABLES

PERIOD = ("first", "last")


@require_safe
def dashboard(request: SignedIn) -> HttpResponse:
    """What we hear, how fast we answer, what we accept and decline and why, and whether it worked."""
    form = ScopeForm(request.GET or None)
    scope = form.scope()
    narrowed = _asked(request, *NARROWING)
    shown: dict[str, Any] = {
        "form": form if form.errors else ScopeForm(initial=narrowed | {"first": scope.first, "last": scope.last}),
        "board": figures.look(scope, drawn=request.GET.get("drawn", "")),
        "scope": scope,
        "before": pictures.before(scope),
        "year": pictures.year_before(scope),
        "hours": range(24),
        "narrowed": urlencode(narrowed),
        "period": urlencode(_asked(request, *PERIOD, *NARROWING)),
        "asked": urlencode(_asked(request, *PERIOD, *NARROWING, "drawn")),
    }
    return render(request, "metrics/dashboard.html", shown, status=422 if form.is_bound and form.errors else 200)


@require_safe
def table(request: SignedIn, name: str) -> HttpResponse:
    """What stands behind a picture, as CSV."""
    form = ScopeForm(request.GET or None)
    if name not in TABLES or (form.is_bound and form.errors):
        raise Http404(name)
    board = figures.look(form.scope(), drawn=request.GET.get("drawn", ""))
    return csv_of(f"{name}-{board.scope.first}-{board.scope.last}", TABLES[name](board))


def _asked(request: SignedIn, *names: str) -> dict[str, str]:
    return {name: request.GET[name] for name in names if request.GET.get(name)}

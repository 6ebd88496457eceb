"""The dashboard, and the tables behind its pictures."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from common.clock import today
from common.forms import said
from common.tables import csv_of
from metrics import beside, pictures
from metrics import dashboard as figures
from metrics.forms import NARROWING, ScopeForm, usual_days
from metrics.models import Reckoning
from metrics.tables import TABLES

PERIOD = ("first", "last")


@require_safe
def dashboard(request: SignedIn) -> HttpResponse:
    """What we hear, how fast we answer, what we accept and decline and why, and whether it worked."""
    form = ScopeForm(_with_days(request.GET))
    scope = form.scope()
    narrowed = _asked(request, *NARROWING)
    shown: dict[str, Any] = {
        "form": form,
        "board": figures.look(scope, drawn=request.GET.get("drawn", ""), areas=form.areas, teams=form.teams),
        "worked": beside.worked(scope),
        "budgets": beside.budgets(form.areas, scope),
        "reckoning": Reckoning.objects.first(),
        "scope": scope,
        "before": pictures.before(scope),
        "year": pictures.year_before(scope),
        "hours": range(24),
        "presets": [(label, urlencode(narrowed | days)) for label, days in _presets()],
        "narrowed": urlencode(narrowed),
        "said": " · ".join(said(form)),
        "period": urlencode(_asked(request, *PERIOD, *NARROWING)),
        "asked": urlencode(_asked(request, *PERIOD, *NARROWING, "drawn")),
    }
    return render(request, "metrics/dashboard.html", shown, status=422 if form.errors else 200)


@require_safe
def table(request: SignedIn, name: str) -> HttpResponse:
    """What stands behind a picture, as CSV."""
    form = ScopeForm(request.GET or None)
    if name not in TABLES or (form.is_bound and form.errors):
        raise Http404(name)
    board = figures.look(form.scope(), drawn=request.GET.get("drawn", ""), areas=form.areas, teams=form.teams)
    return csv_of(f"{name}-{board.scope.first}-{board.scope.last}", TABLES[name](board))


def _presets() -> list[tuple[str, dict[str, str]]]:
    """Periods that are often asked for, until today."""
    day = today()
    begins = {
        _("30 days"): day - timedelta(days=29),
        _("12 weeks"): usual_days()[0],
        _("12 months"): day - timedelta(days=364),
        _("24 months"): day - timedelta(days=729),
    }
    return [(label, {"first": first.isoformat(), "last": day.isoformat()}) for label, first in begins.items()]


def _with_days(asked: QueryDict) -> QueryDict:
    """What was asked, with the days that are shown where none were."""
    filled = asked.copy()
    if not any(asked.get(name) for name in PERIOD):
        first, last = usual_days()
        filled["first"], filled["last"] = first.isoformat(), last.isoformat()
    return filled


def _asked(request: SignedIn, *names: str) -> dict[str, str]:
    return {name: request.GET[name] for name in names if request.GET.get(name)}

"""The voice of the customer, as a page: any week, for anyone in the company."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedIn
from common.clock import today
from notifications import voice as reading
from notifications.actions import choosing


@require_safe
def voice(request: SignedIn) -> HttpResponse:
    """One week; the last whole one where none, or nonsense, is asked for."""
    monday, this = _monday(request.GET.get("week", "")), reading.monday_of(today())
    told = {
        "week": reading.of_week(monday),
        "previous": monday - timedelta(days=7),
        "next": monday + timedelta(days=7) if monday < this else None,
        "is_whole": monday < this,
        "wants_it": choosing.rhythm_of(request.user).wants_voice,
    }
    return render(request, "notifications/voice.html", told)


@require_POST
def want_voice(request: SignedIn) -> HttpResponse:
    """Have it sent every week, or no longer."""
    wants = request.POST.get("wants") == "1"
    choosing.want_voice(by=request.user, wants=wants)
    messages.success(request, _("It comes by mail once a week.") if wants else _("It comes no longer."))
    return redirect("voice")


def _monday(said: str) -> date:
    try:
        monday = reading.monday_of(date.fromisoformat(said))
    except ValueError:
        return reading.last_week()
    return min(monday, reading.monday_of(today())) if monday.year > 2000 else reading.last_week()

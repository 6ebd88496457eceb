"""The last complaints, as they come in."""

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from metrics.actions.latest import COUNTER
from tickets.models import Ticket

SHOWN = 8


@require_safe
def latest(request: SignedIn) -> HttpResponse:
    """The last complaints; 204 without a look at the database when none has come since the reader's `seen`."""
    counted = str(cache.get(COUNTER, 0))
    if request.GET.get("seen") == counted:
        return HttpResponse(status=204)
    tickets = Ticket.objects.visible_to(request.user).drawn().order_by("-pk")[:SHOWN]
    return render(request, "metrics/_latest.html", {"tickets": tickets, "counted": counted})

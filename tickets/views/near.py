"""What is like a ticket: a part of its page that comes a moment later."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from tickets.actions.likening import nearness
from tickets.models import SameAs
from tickets.views.page import draw, find
from tickets.workflow import LISTENERS


@require_safe
def near(request: SignedIn, reference: str) -> HttpResponse:
    """The part, asked for by its page; without scripts the whole page with it."""
    if not request.htmx:
        return draw(request, reference, at_once=True)
    shown = find(request, reference)
    told = {
        "near": nearness(shown),
        "ticket": shown,
        "counts_on": set(SameAs.objects.filter(ticket=shown).values_list("decision", flat=True)),
        "may_write": request.user.role in LISTENERS,
    }
    return render(request, "tickets/_near_part.html", told)

"""Who is here? Asked every few seconds by each open page, and answered without the database.

A page carries a short-lived pass: who looks, at which tickets, and whether they are seen there. When it runs out, the
session is asked once more, so that who may not sign in any longer is neither shown nor told anything.
"""

from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedIn
from common import presence
from tickets.actions.freshness import news_for
from tickets.actions.presenting import PASS_LIVES, Pass, a_pass, read_pass
from tickets.models import Ticket
from tickets.views import page


@login_not_required
@require_POST
@never_cache
def here(request: HttpRequest) -> HttpResponse:
    """Be seen where one looks, and see who else is; 204 when nothing has changed, 401 for whom the house does not know."""
    held, fresh = _held(request, request.POST.get("pass", ""))
    if held is None:
        return HttpResponse(status=401)
    _sign(held, request)
    state = presence.at(held.places)
    if state.mark == request.POST.get("mark") and not fresh:
        return HttpResponse(status=204)
    others = {
        place: [[one.name, one.writes] for one in people if one.number != held.number]
        for place, people in state.here.items()
    }
    return JsonResponse({"here": others, "news": state.news, "mark": state.mark, "pass": fresh})


@require_safe
def news(request: SignedIn, reference: str) -> HttpResponse:
    """What others said or did on a ticket since its page was drawn; 204 for nothing."""
    ticket, seen = page.find(request, reference), request.GET.get("seen", "")
    found = news_for(ticket, request.user, int(seen)) if seen.isascii() and seen.isdecimal() and len(seen) < 19 else []
    if not found:
        return HttpResponse(status=204)
    return render(request, "tickets/_fresh.html", {"ticket": ticket, "entries": found})


def _held(request: HttpRequest, sent: str) -> tuple[Pass | None, str]:
    """The pass that a page holds, and a fresh one where it had run out; None for whoever has none."""
    try:
        return read_pass(sent, max_age=PASS_LIVES), ""
    except signing.SignatureExpired:
        return _renewed(request, sent)
    except signing.BadSignature:
        return None, ""


def _renewed(request: HttpRequest, sent: str) -> tuple[Pass | None, str]:
    """A new pass for whoever is still signed in, to what they may still see."""
    held, reader = read_pass(sent, max_age=None), request.user
    if not reader.is_authenticated or not reader.is_active or reader.pk != held.number:
        return None, ""
    signed_in = cast("SignedIn", request)
    tickets = Ticket.objects.visible_to(signed_in.user).filter(pk__in=held.tickets)
    fresh = a_pass(signed_in.user, list(tickets), is_seen=held.is_seen)
    return read_pass(fresh, max_age=None), fresh


def _sign(held: Pass, request: HttpRequest) -> None:
    if not held.is_seen:
        return
    does: Any = request.POST.get("does", "looks")
    for place in held.places:
        if does == "leaves":
            presence.leave(place, number=held.number)
        else:
            presence.sign(place, number=held.number, name=held.name, writes=does == "writes")

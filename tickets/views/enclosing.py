"""The doors of what is chosen and not sent yet: keep a file at once, show it to whoever chose it, let it go."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedIn
from common.refusals import Refusal
from tickets.actions import enclosing
from tickets.models import Ticket, UnsentFile
from tickets.views.attachments import drawn_picture


@require_POST
def hold(request: SignedIn) -> HttpResponse:
    """Keep a file that was pasted, dropped or chosen; the answer is its row, or the sentence why not."""
    file, reference = request.FILES.get("file"), request.POST.get("ticket", "")
    if file is None:
        raise Http404
    ticket = Ticket.objects.visible_to(request.user).called(reference) if reference else None
    try:
        held = enclosing.hold(file, by=request.user, ticket=ticket, beside=len(request.POST.getlist("held")))
    except Refusal as refusal:
        told = {"sentence": str(refusal), "name": file.name}
        return render(request, "tickets/_refused_file.html", told, status=refusal.status)
    return render(request, "tickets/_unsent_file.html", {"file": held})


@require_POST
def let_go(request: SignedIn, key: str) -> HttpResponse:
    """Let a file go that one chose."""
    enclosing.let_go(_own(request, key), by=request.user)
    return HttpResponse(status=204)


@require_safe
def preview(request: SignedIn, key: str) -> HttpResponseBase:
    """The small picture of a file that one chose; nobody else sees it."""
    return drawn_picture(request, _own(request, key))


def _own(request: SignedIn, key: str) -> UnsentFile:
    return get_object_or_404(UnsentFile, by=request.user, key=key)

"""The doors of who looks after what: assigning one ticket, and playing the next."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedIn
from common.doors import own_address, show_refusal
from common.refusals import Conflict, Refusal
from tickets.actions import assigning
from tickets.forms.assigning import AssignmentForm
from tickets.views import page
from tickets.views.lists import listed


@require_http_methods(["GET", "HEAD", "POST"])
def assignment(request: SignedIn, reference: str) -> HttpResponse:
    """Who may look after it, to choose from; posted: whoever was chosen."""
    ticket, status = page.find(request, reference), 200
    form = AssignmentForm(request.POST or None, initial={"owner": ticket.owner_id, "seen": ticket.owner_id or ""})
    if request.method == "POST":
        status = 422
        if form.is_valid():
            to, seen = form.cleaned_data["owner"], form.cleaned_data["seen"]
            try:
                assigning.assign(ticket, by=request.user, to=to, seen=seen)
            except Refusal as refusal:
                status = show_refusal(form, refusal)
            else:
                said = _("{name} looks after it now.").format(name=to.name) if to else _("Nobody looks after it now.")
                messages.success(request, said)
                return redirect(own_address(request, otherwise=reverse("ticket", args=[ticket.reference])))
    part = "tickets/_assign.html" if request.htmx else "tickets/assign.html"
    return render(request, part, {"ticket": ticket, "form": form}, status=status)


@require_POST
def play(request: SignedIn) -> HttpResponse:
    """Open the next ticket of the list that nobody has, and take it."""
    what = listed(QueryDict(request.POST.get("in", "")), request.user)
    try:
        ticket = assigning.play(what.of_stage, by=request.user)
    except Conflict as nothing:
        messages.info(request, str(nothing))
        return redirect(own_address(request, otherwise=reverse("desk")))
    messages.success(request, _("{reference} is yours.").format(reference=ticket.reference))
    return redirect(reverse("ticket", args=[ticket.reference]) + what.inside)

"""A new item's page."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedIn
from backlog.actions import shaping
from backlog.forms import ItemForm
from common.doors import show_refusal
from common.refusals import Refusal


@require_http_methods(["GET", "POST"])
def new_item(request: SignedIn) -> HttpResponse:
    """Put a problem on the backlog without a ticket."""
    form, status = ItemForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = {name: value for name, value in form.cleaned_data.items() if name != "version"}
            try:
                item = shaping.propose(by=request.user, **said)
            except Refusal as refusal:
                status = show_refusal(form, refusal)
            else:
                return redirect("item", reference=item.reference)
    return render(request, "backlog/new_item.html", {"form": form}, status=status)

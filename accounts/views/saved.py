"""The views that a colleague finds, and the doors of keeping, changing and removing one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.saved import change_view, keep_view, may_change, remove_view
from accounts.forms import ViewForm
from accounts.models import SavedView
from accounts.requests import SignedIn
from common.doors import own_address, show_refusal
from common.refusals import Refusal

MOST = 500
"""So many views are shown."""


@require_http_methods(["GET", "HEAD", "POST"])
def views(request: SignedIn) -> HttpResponse:
    """Every view that one finds; posted: the list one came from, kept under a name."""
    if request.method != "POST":
        return _draw(request)
    form, status = ViewForm(request.POST, user=request.user), 422
    if form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        try:
            view = keep_view(by=request.user, **said)
        except Refusal as refusal:
            status = show_refusal(form, refusal)
        else:
            messages.success(request, _("Kept as “{name}”.").format(name=view.name))
            return redirect(own_address(request, otherwise=view.address))
    return _draw(request, form=form, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: SignedIn, pk: int) -> HttpResponse:
    """One view; posted: its name, who finds it, and what it shows from now on."""
    subject = get_object_or_404(SavedView.objects.found_by(request.user).select_related("owner", "team"), pk=pk)
    now = {name: getattr(subject, name) for name in ("name", "audience", "team", "version", "query", "place")}
    form, status = ViewForm(request.POST or None, initial=now, user=request.user), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said: dict[str, Any] = {name: form.cleaned_data[name] for name in ("name", "audience", "team", "version")}
            said["query"] = request.POST.get("query")
            try:
                change_view(subject, by=request.user, **said)
            except Refusal as refusal:
                status = show_refusal(form, refusal)
            else:
                messages.success(request, _("Saved."))
                return redirect(own_address(request, otherwise="/views/"))
    told = {"view": subject, "form": form, "may_change": may_change(subject, request.user)}
    return render(request, "accounts/view.html", told, status=status)


@require_POST
def removal(request: SignedIn, pk: int) -> HttpResponse:
    """Let a view be no more."""
    subject = get_object_or_404(SavedView.objects.found_by(request.user), pk=pk)
    name = subject.name
    remove_view(subject, by=request.user)
    messages.success(request, _("The view “{name}” is gone. What it showed is still there.").format(name=name))
    return redirect("views")


def _draw(request: SignedIn, *, form: ViewForm | None = None, status: int = 200) -> HttpResponse:
    found = SavedView.objects.found_by(request.user).select_related("owner", "team").order_by("place", "name", "pk")
    told = {"views": found[:MOST], "form": form, "me": request.user}
    return render(request, "accounts/views.html", told, status=status)

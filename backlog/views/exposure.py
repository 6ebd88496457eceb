"""Who gets a release, and when."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.requests import SignedIn
from backlog.actions import exposing
from backlog.actions.exposing import Opened
from backlog.exposure import EVERYONE
from backlog.forms import OpenForm
from backlog.models import Release
from backlog.views.releases import knock

UNKNOWN = 20
"""So many names that we do not know are shown."""


@require_POST
def open_to(request: SignedIn, pk: int) -> HttpResponse:
    """Let more customers have it."""
    form = OpenForm(request.POST, request.FILES)
    return knock(request, pk, "open_form", form, lambda it: _open(request, it, form))


@require_POST
def hold(request: SignedIn, pk: int) -> HttpResponse:
    """Let the steps to come not come."""
    found = exposing.hold_rollout(get_object_or_404(Release, pk=pk), by=request.user)
    messages.success(request, _("Held. Whoever has it keeps it; nobody gets it by itself."))
    return redirect("release", pk=found.pk)


def _open(request: SignedIn, subject: Release, form: OpenForm) -> None:
    said, by = form.cleaned_data, request.user
    if said["how"] == "everyone":
        exposing.open_to_share(subject, by=by, percent=EVERYONE, on=said["on"])
    elif said["how"] == "share":
        exposing.open_to_share(subject, by=by, percent=said["percent"] or 0, on=said["on"])
    else:
        by_name = exposing.open_to_companies if said["how"] == "companies" else exposing.open_to_customers
        _report(request, by_name(subject, by=by, names=form.named))


def _report(request: SignedIn, opened: Opened) -> None:
    """What became of a list: it is done for whom we know, and the others are named."""
    if opened.new or not opened.known:
        messages.info(request, ngettext("{n} has it now.", "{n} have it now.", opened.new).format(n=opened.new))
    if opened.known:
        said = ngettext("{n} had it already.", "{n} had it already.", opened.known)
        messages.info(request, said.format(n=opened.known))
    if opened.unknown:
        said = ngettext("We do not know {n}: {names}", "We do not know {n}: {names}", len(opened.unknown))
        names = ", ".join(opened.unknown[:UNKNOWN]) + (" …" if len(opened.unknown) > UNKNOWN else "")
        messages.warning(request, said.format(n=len(opened.unknown), names=names))

"""The issues of an item: link one, have one made, let go of it, look again, say that it is not shipped with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedIn
from backlog.models import Item
from backlog.views.item import knock
from connections.actions import linking
from connections.forms import CreateIssueForm, IssueForm
from connections.models import IssueLink


@require_POST
def link(request: SignedIn, reference: str) -> HttpResponse:
    """Link an item to an issue by the address of its page."""
    form = IssueForm(request.POST)
    return knock(
        request,
        reference,
        "issue_form",
        form,
        lambda subject: linking.link(subject, by=request.user, **form.cleaned_data),
        _("Linked."),
    )


@require_POST
def create(request: SignedIn, reference: str) -> HttpResponse:
    """Have an issue made."""
    form = CreateIssueForm(request.POST)
    return knock(
        request,
        reference,
        "create_issue_form",
        form,
        lambda subject: linking.create_there(subject, by=request.user, **form.cleaned_data),
        _("The issue is on its way."),
    )


@require_POST
def unlink(request: SignedIn, reference: str, pk: int) -> HttpResponse:
    """Let go of an issue."""
    return _about_one(request, reference, pk, linking.unlink, _("Let go. There it stays as it is."))


@require_POST
def look_again(request: SignedIn, reference: str, pk: int) -> HttpResponse:
    """Look how it stands, now."""
    return _about_one(request, reference, pk, linking.look_again, _("Being looked at."))


@require_POST
def put_off(request: SignedIn, reference: str, pk: int) -> HttpResponse:
    """The item is not shipped with it."""
    return _about_one(request, reference, pk, linking.put_off, _("Noted. We ask again when it is done anew."))


def _about_one(request: SignedIn, reference: str, pk: int, act: Callable[..., Any], said: str) -> HttpResponse:
    item = Item.objects.called(reference)
    act(get_object_or_404(IssueLink.objects.drawn().select_related("item"), pk=pk, item=item), by=request.user)
    messages.success(request, said)
    return redirect("item", reference=item.reference)

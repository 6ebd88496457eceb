"""Beside an item: what it waits for, comments, files, and its own metric."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedIn
from backlog.actions import working
from backlog.forms import BlockForm, CommentForm, FilesForm, MetricForm
from backlog.models import Blocker, ItemFile
from backlog.views.item import knock
from tickets.views.attachments import drawn_picture, given_out


@require_POST
def block(request: SignedIn, reference: str) -> HttpResponse:
    """Say for what it waits."""
    form = BlockForm(request.POST)
    act = lambda item: working.block(item, by=request.user, **form.named())  # noqa: E731 (as its neighbours)
    return knock(request, reference, "block_form", form, act, _("Saved."))


@require_POST
def unblock(request: SignedIn, pk: int) -> HttpResponse:
    """Say that it waits for that no longer."""
    item = working.unblock(get_object_or_404(Blocker.objects.select_related("item"), pk=pk), by=request.user)
    messages.success(request, _("Saved."))
    return redirect("item", reference=item.reference)


@require_POST
def comment(request: SignedIn, reference: str) -> HttpResponse:
    """Say something about it."""
    form = CommentForm(request.POST)
    act = lambda item: working.comment(item, by=request.user, **form.cleaned_data)  # noqa: E731
    return knock(request, reference, "comment_form", form, act, _("Written."))


@require_POST
def add_files(request: SignedIn, reference: str) -> HttpResponse:
    """Put files beside it."""
    form = FilesForm(request.POST, request.FILES)
    act = lambda item: working.add_files(item, by=request.user, **form.cleaned_data)  # noqa: E731
    return knock(request, reference, "files_form", form, act, _("Saved."))


@require_POST
def read_metric(request: SignedIn, reference: str) -> HttpResponse:
    """Say what came of its own metric."""
    form = MetricForm(request.POST)
    act = lambda item: working.read_metric(item, by=request.user, **form.cleaned_data)  # noqa: E731
    return knock(request, reference, "metric_form", form, act, _("Saved."))


@require_safe
def file(request: SignedIn, key: str) -> HttpResponseBase:
    """A file, as it was sent, to be saved; every colleague may read items."""
    return given_out(get_object_or_404(ItemFile, key=key))


@require_safe
def file_preview(request: SignedIn, key: str) -> HttpResponseBase:
    """The small picture of a file."""
    return drawn_picture(request, get_object_or_404(ItemFile, key=key))

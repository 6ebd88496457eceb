"""Attachments: given out as downloads, never shown as pages; pictures have a small one drawn by us."""

from typing import Protocol

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from common.downloads import tamed, to_be_saved
from tickets.actions.drawing import large_of, path_of, preview_of
from tickets.models import Attachment, Ticket


@require_safe
def attachment(request: SignedIn, key: str) -> HttpResponseBase:
    """The file, as it was sent, to be saved."""
    return given_out(_visible(request, key))


@require_safe
def preview(request: SignedIn, key: str) -> HttpResponseBase:
    """The small picture, or the large one."""
    return drawn_picture(request, _visible(request, key))


class Kept(Protocol):
    """A row that names a file in the store."""

    key: str
    name: str
    has_preview: bool


def given_out(found: Kept) -> FileResponse:
    """A file, to be saved and never shown."""
    return to_be_saved(path_of(found.key), found.name)


def drawn_picture(request: HttpRequest, found: Kept) -> FileResponse:
    """The small picture of a file, drawn by us; the large one where it is asked for and there is one."""
    if not found.has_preview:
        raise Http404(found.key)
    path = large_of(found.key) if "large" in request.GET else ""
    if not path or not default_storage.exists(path):
        path = preview_of(found.key)
    return tamed(FileResponse(default_storage.open(path), content_type="image/webp"))


def _visible(request: SignedIn, key: str) -> Attachment:
    tickets = Ticket.objects.visible_to(request.user)
    return get_object_or_404(Attachment.objects.filter(ticket__in=tickets), key=key)

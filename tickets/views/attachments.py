"""Attachments: given out as downloads, never shown as pages; pictures have a small one drawn by us."""

from typing import Protocol

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from tickets.actions.attaching import path_of, preview_of
from tickets.models import Attachment, Ticket

_SANDBOX = "default-src 'none'; sandbox"


@require_safe
def attachment(request: SignedIn, key: str) -> HttpResponseBase:
    """The file, as it was sent, to be saved."""
    return given_out(_visible(request, key))


@require_safe
def preview(request: SignedIn, key: str) -> HttpResponseBase:
    """The small picture."""
    return small_picture(_visible(request, key))


class Kept(Protocol):
    """A row that names a file in the store."""

    key: str
    name: str
    has_preview: bool


def given_out(found: Kept) -> FileResponse:
    """A file, to be saved and never shown."""
    response = FileResponse(
        default_storage.open(path_of(found.key)),
        as_attachment=True,
        filename=found.name,
        content_type="application/octet-stream",
    )
    return _tamed(response)


def small_picture(found: Kept) -> FileResponse:
    """The small picture of a file, drawn by us."""
    if not found.has_preview:
        raise Http404(found.key)
    return _tamed(FileResponse(default_storage.open(preview_of(found.key)), content_type="image/webp"))


def _visible(request: SignedIn, key: str) -> Attachment:
    tickets = Ticket.objects.visible_to(request.user)
    return get_object_or_404(Attachment.objects.filter(ticket__in=tickets), key=key)


def _tamed(response: FileResponse) -> FileResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, max-age=3600"
    return response

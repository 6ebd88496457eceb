"""Attachments: given out as downloads, never shown as pages; pictures have a small one drawn by us."""

from typing import Protocol

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from common.downloads import tamed, to_be_saved
from tickets.actions.attaching import path_of, preview_of
from tickets.models import Attachment, Ticket


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
    return to_be_saved(path_of(found.key), found.name)


def small_picture(found: Kept) -> FileResponse:
    """The small picture of a file, drawn by us."""
    if not found.has_preview:
        raise Http404(found.key)
    return tamed(FileResponse(default_storage.open(preview_of(found.key)), content_type="image/webp"))


def _visible(request: SignedIn, key: str) -> Attachment:
    tickets = Ticket.objects.visible_to(request.user)
    return get_object_or_404(Attachment.objects.filter(ticket__in=tickets), key=key)

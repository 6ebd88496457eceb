"""The files of our answers and of their own: for the customer whose page it is, and of nothing that colleagues noted."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from common.clock import now
from portal.views.reached import own, private
from tickets.models import Attachment, Message
from tickets.views.attachments import drawn_picture, given_out
from tickets.vocabulary import MessageKind


@login_not_required
@require_safe
def file(request: HttpRequest, reference: str, key: str) -> HttpResponseBase:
    """The file, as it was sent, to be saved."""
    return private(given_out(_theirs(request, reference, key)))


@login_not_required
@require_safe
def preview(request: HttpRequest, reference: str, key: str) -> HttpResponseBase:
    """The small picture."""
    return private(drawn_picture(request, _theirs(request, reference, key)))


def _theirs(request: HttpRequest, reference: str, key: str) -> Attachment:
    """What came with a reply to them that has left, or with what they said since; anything else is not there."""
    seen = (MessageKind.REPLY, MessageKind.THEIRS)
    said = Message.objects.left(now()).filter(ticket=own(request, reference), kind__in=seen)
    return get_object_or_404(Attachment.objects.filter(message__in=said), key=key)

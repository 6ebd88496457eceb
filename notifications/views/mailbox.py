"""The mailbox: what was sent to customers, where nothing leaves this machine."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from common.paging import Order, page
from notifications.models import CapturedMail


@require_safe
def mailbox(request: SignedIn) -> HttpResponse:
    """The mails that stayed here, newest first; only where none may leave."""
    _only_where_nothing_leaves()
    rows = CapturedMail.objects.all()
    if to := request.GET.get("to", "").replace("\x00", "").strip():
        rows = rows.filter(to__iexact=to)
    found = page(rows, order=Order("at", descending=True), cursor=request.GET.get("cursor", ""), size=30)
    return render(request, "notifications/mailbox.html", {"page": found, "to": to})


@require_safe
def mail(request: SignedIn, pk: int) -> HttpResponse:
    """One mail, as its customer reads it."""
    _only_where_nothing_leaves()
    return render(request, "notifications/mail.html", {"mail": get_object_or_404(CapturedMail, pk=pk)})


def _only_where_nothing_leaves() -> None:
    """Mails hold links to customers' pages: only a demonstration shows them to colleagues."""
    if not settings.DEMO:
        raise Http404

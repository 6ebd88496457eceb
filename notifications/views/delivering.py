"""The doors to a mail that did not arrive."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedIn
from notifications.actions import delivering
from notifications.models import Mail
from tickets.models import Ticket


@require_POST
def send_again(request: SignedIn, pk: int) -> HttpResponse:
    """Send it once more."""
    mail = delivering.send_again(find(request, pk), by=request.user)
    messages.success(request, _("On its way once more."))
    return _back(mail)


@require_POST
def bounce(request: SignedIn, pk: int) -> HttpResponse:
    """Note that it came back."""
    mail = delivering.bounce(find(request, pk), by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, _("Noted: it did not arrive."))
    return _back(mail)


def find(request: SignedIn, pk: int) -> Mail:
    """A mail to the customer of a ticket that this colleague may see, else 404."""
    tickets = Ticket.objects.visible_to(request.user)
    return get_object_or_404(Mail.objects.select_related("ticket").filter(ticket__in=tickets), pk=pk)


def _back(mail: Mail) -> HttpResponse:
    assert mail.ticket is not None
    return redirect("ticket", reference=mail.ticket.reference)

"""For operators: is everything alive, what waits, what was given up; and let it be tried again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import need_admin
from accounts.requests import SignedIn
from common.paging import Order, page
from journal.models import Delivery
from notifications.actions import reviving, watching
from notifications.models import Mail, Push

_ORDER = Order("dead_at", descending=True)


@require_safe
def status(request: SignedIn) -> HttpResponse:
    """How it is right now, and what was given up: mails, reactions, or pushes to browsers."""
    need_admin(request.user)
    kinds: dict[str, Any] = {
        "mails": Mail.objects.given_up().select_related("ticket__customer", "colleague"),
        "deliveries": Delivery.objects.given_up().select_related("entry"),
        "pushes": Push.objects.given_up().select_related("browser__colleague", "notice"),
    }
    what = request.GET.get("what", "")
    what = what if what in kinds else "mails"
    told = {
        "now": watching.look(),
        "what": what,
        "page": page(kinds[what], order=_ORDER, cursor=request.GET.get("cursor", ""), size=30),
    }
    return render(request, "notifications/status.html", told)


@require_POST
def send_again(request: SignedIn, pk: int) -> HttpResponse:
    """Send one mail again that was given up."""
    return _one(request, Mail, pk, reviving.send_again)


@require_POST
def deliver_again(request: SignedIn, pk: int) -> HttpResponse:
    """Let one reaction follow that was given up."""
    return _one(request, Delivery, pk, reviving.deliver_again)


@require_POST
def push_again(request: SignedIn, pk: int) -> HttpResponse:
    """Show one notice in a browser after all."""
    return _one(request, Push, pk, reviving.push_again)


@require_POST
def try_all_again(request: SignedIn) -> HttpResponse:
    """Try everything again that was given up."""
    count = reviving.try_all_again(by=request.user)
    messages.success(request, _("Tried again: {n}.").format(n=f"{count:,}"))
    return redirect("status")


def _one(request: SignedIn, kind: Any, pk: int, deed: Callable[..., Any]) -> HttpResponse:
    need_admin(request.user)
    deed(get_object_or_404(kind, pk=pk), by=request.user)
    messages.success(request, _("On its way again."))
    return redirect("status")

"""Who asks for what we declined: the same as this, declines under pressure, and bringing them back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedIn
from common.paging import Order
from common.paging import page as page_of
from tickets.actions import demanding
from tickets.forms import DemandForm
from tickets.models import Demand
from tickets.views import page
from tickets.views.doors import knock
from tickets.workflow import DECIDERS


@require_POST
def count_on(request: SignedIn, reference: str) -> HttpResponse:
    """Say that it asks for the same as one that was declined."""
    form = DemandForm(request.POST)
    return knock(
        request,
        reference,
        form=form,
        called="demand_form",
        said=_("Counted on that decline."),
        act=lambda ticket: demanding.count_on(ticket, by=request.user, decision=form.cleaned_data["declined"]),
    )


@require_POST
def count_off(request: SignedIn, reference: str) -> HttpResponse:
    """Say that it does not after all."""
    form = DemandForm(request.POST)
    return knock(
        request,
        reference,
        form=form,
        called="demand_form",
        said=_("It no longer counts on that decline."),
        act=lambda ticket: demanding.count_off(ticket, by=request.user, decision=form.cleaned_data["declined"]),
    )


@require_safe
def pressure(request: SignedIn) -> HttpResponse:
    """The declines that more and more customers ask for, the newest first."""
    return _draw(request)


@require_POST
def bring_back(request: SignedIn, reference: str) -> HttpResponse:
    """Look again at a decline under pressure, and at those that follow it."""
    results = demanding.bring_back(page.find(request, reference), by=request.user)
    done = sum(result.is_done for result in results)
    said = ngettext("{n} ticket is back to be assessed.", "{n} tickets are back to be assessed.", done)
    messages.success(request, said.format(n=done))
    return _draw(request, results=results) if done < len(results) else redirect("pressure")


def _draw(request: SignedIn, **more: Any) -> HttpResponse:
    rows = Demand.objects.pressing().drawn()
    order = Order("pressing_since", descending=True)
    found = page_of(rows, order=order, cursor=request.GET.get("cursor", ""))
    may_bring_back = request.user.role in DECIDERS
    return render(request, "tickets/pressure.html", {"page": found, "may_bring_back": may_bring_back, **more})

"""Did it work? Every shipped item with what became of its complaints; and the door to say that it did."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedIn
from backlog.actions import verifying
from backlog.forms import ORDERS, OutcomesForm, VerifyForm
from backlog.models import Measurement
from backlog.views.item import knock
from common.paging import page
from tickets.models import ProductArea

SIZE = 30


@require_safe
def outcomes(request: SignedIn) -> HttpResponse:
    """Which changes worked: the numbers that the clock keeps, a page at a time."""
    form = OutcomesForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    verdict, area = said.get("verdict", ""), said.get("area")
    rows = Measurement.objects.of_what_is_out().said_to_be(verdict).drawn()
    if area:
        rows = rows.filter(item__product_area__in=ProductArea.objects.within(area.pk))
    order = ORDERS.get(said.get("sort", ""), ORDERS["newest"])
    told = {
        "page": page(rows, order=order, cursor=request.GET.get("cursor", ""), size=SIZE),
        "form": form,
        "is_filtered": bool(verdict or area),
    }
    return render(request, "backlog/outcomes.html", told)


@require_POST
def verify(request: SignedIn, reference: str) -> HttpResponse:
    """Say that it worked, and how one knows."""
    form = VerifyForm(request.POST)
    return knock(
        request,
        reference,
        "verify_form",
        form,
        lambda item: verifying.verify(item, by=request.user, **form.cleaned_data),
        _("Verified."),
    )

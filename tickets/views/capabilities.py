"""The register of capabilities, the page of each, and the doors of its verbs."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from capabilities import actions
from capabilities.actions import HERALDS, NAMERS
from capabilities.forms import ArrivalForm, CapabilityForm, PlanForm
from capabilities.models import Capability
from common.clock import today
from common.doors import show_refusal
from common.paging import Order, page
from common.refusals import Refusal
from journal.models import Entry
from tickets.models import Arrival, Ticket
from tickets.queries import TicketQuerySet

_PLANNED = ("name", "description", "owner", "expected_on", "version")


@require_http_methods(["GET", "POST"])
def register(request: SignedIn) -> HttpResponse:
    """What we cannot do yet, and who waits for it."""
    form, status = CapabilityForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.name(by=request.user, **form.cleaned_data)
            except Refusal as refusal:
                status = show_refusal(form, refusal)
            else:
                messages.success(request, _("On the register."))
                return redirect("capabilities")
    rows = Capability.objects.select_related("owner")
    found = page(rows, order=Order("name"), cursor=request.GET.get("cursor", ""))
    told = {
        "form": form,
        "page": found,
        "waiting": Ticket.objects.who_waits_for([one.pk for one in found.rows]),
        "today": today(),
        "may_name": request.user.role in NAMERS,
    }
    return render(request, "tickets/capabilities.html", told, status=status)


@require_safe
def capability(request: SignedIn, pk: int) -> HttpResponse:
    """One capability: who waits for it, what it needs, what happened."""
    return _draw(request, pk)


@require_POST
def plan(request: SignedIn, pk: int) -> HttpResponse:
    """Say what it is, who looks after it, when we expect it and what it needs first."""
    subject, form = get_object_or_404(Capability, pk=pk), PlanForm(request.POST)
    if not form.is_valid():
        return _draw(request, pk, status=422, plan_form=form)
    try:
        actions.plan(subject, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        return _draw(request, pk, status=show_refusal(form, refusal), plan_form=form)
    messages.success(request, _("Saved."))
    return redirect("capability", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def arrival(request: SignedIn, pk: int) -> HttpResponse:
    """How far the bringing back is, as a fragment that asks again until it is done; posted: we can do it now."""
    subject = get_object_or_404(Capability, pk=pk)
    if request.method != "POST":
        return render(request, "tickets/_arrival.html", {"capability": subject, "arrival": _arrival(subject)})
    form = ArrivalForm(request.POST)
    form.is_valid()
    try:
        actions.arrive(subject, by=request.user, tell_them=form.cleaned_data["tell_them"])
    except Refusal as refusal:
        return _draw(request, pk, status=show_refusal(form, refusal), arrival_form=form)
    said = _("“{name}” has arrived. What waited for it comes back to be assessed.")
    messages.success(request, said.format(name=subject.name))
    return redirect("capability", pk=pk)


def _draw(request: SignedIn, pk: int, *, status: int = 200, **forms: BaseForm) -> HttpResponse:
    """The page as it is now; a form that was refused is shown as it was typed."""
    shown = get_object_or_404(Capability.objects.drawn(), pk=pk)
    found = page(_who(shown).drawn(), order=Order("received_at"), cursor=request.GET.get("cursor", ""), size=30)
    needs = list(shown.depends_on.all())
    told: dict[str, Any] = {
        "capability": shown,
        "arrival": _arrival(shown),
        "waiting": Ticket.objects.who_waits_for([pk])[pk],
        "page": found,
        "needs": needs,
        "needed_by": list(shown.needed_by.all()[:50]),
        "history": list(Entry.objects.about(shown).told().reverse()[:50]),
        "today": today(),
        "may_plan": request.user.role in HERALDS,
        "plan_form": PlanForm(initial={name: getattr(shown, name) for name in _PLANNED} | {"depends_on": needs}),
        "arrival_form": ArrivalForm(),
        **forms,
    }
    return render(request, "tickets/capability.html", told, status=status)


def _who(shown: Capability) -> TicketQuerySet:
    """Those who wait; once it has arrived, those who waited."""
    if shown.arrived_at:
        return Ticket.objects.once_declined_for(shown.pk)
    return Ticket.objects.declined_for(shown.pk)


def _arrival(shown: Capability) -> Arrival | None:
    return Arrival.objects.filter(capability=shown).first() if shown.arrived_at else None

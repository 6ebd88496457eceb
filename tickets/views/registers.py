"""The register of customers, and what each told us."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Role
from accounts.requests import SignedIn
from common.clock import now
from common.doors import show_refusal
from common.paging import Order, page
from common.refusals import Refusal
from customers.actions import CORRECTORS, correct, resume_news, stop_news, try_address
from customers.forms import CustomerForm
from customers.models import Customer, Joining
from tickets.actions.joining import UNDOABLE_FOR
from tickets.forms.customers import CustomerFilter, CustomerNoteForm
from tickets.forms.marks import TagsForm
from tickets.models import Tag, Ticket
from tickets.queries.customers import customers_asked

NOTES = 50
"""So many of the newest notes are shown."""


@require_safe
def customers(request: SignedIn) -> HttpResponse:
    """Customers by name, narrowed to those that were asked for; what cannot be read is passed over."""
    asked = CustomerFilter(request.GET)
    asked.is_valid()
    rows = customers_asked(asked.cleaned_data, sees_contacts=_sees_contacts(request)).select_related("company")
    found = page(rows, order=Order("name"), cursor=request.GET.get("cursor", ""))
    kept = {name: value for name, value in request.GET.items() if name != "cursor" and value}
    told = {"page": found, "filter": asked, "query": urlencode(kept), "sees_contacts": _sees_contacts(request)}
    return render(request, "tickets/customers.html", told)


@require_http_methods(["GET", "POST"])
def customer(request: SignedIn, pk: int) -> HttpResponse:
    """One customer: what we know, and what they told us. A record that was put together leads to the other."""
    subject, status = get_object_or_404(Customer.objects.select_related("company", "joined_into"), pk=pk), 200
    if subject.joined_into:
        return redirect("customer", pk=subject.living.pk)
    names = ("name", "email", "phone", "language", "monthly_value", "relationship")
    known = {name: getattr(subject, name) for name in names} | {"company": subject.company or ""}
    form = CustomerForm(request.POST or None, initial=known)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                correct(subject, by=request.user, **form.cleaned_data)
            except Refusal as refusal:
                status = show_refusal(form, refusal)
            else:
                messages.success(request, _("Saved."))
                return redirect("customer", pk=pk)
    return render(request, "tickets/customer.html", _told(request, subject, form), status=status)


def _told(request: SignedIn, subject: Customer, form: CustomerForm) -> dict[str, Any]:
    tickets = Ticket.objects.filter(customer=subject)
    order = Order("received_at", descending=True)
    lately = Joining.objects.filter(kept=subject, undone_at=None, at__gt=now() - UNDOABLE_FOR)
    return {
        "customer": subject,
        "form": form,
        "page": page(tickets.drawn(), order=order, cursor=request.GET.get("cursor", "")),
        "outcomes": tickets.outcomes(),
        "tags": Tag.objects.on(subject),
        "tags_form": TagsForm(),
        "notes": subject.notes.select_related("by").order_by("-pk")[:NOTES],
        "note_form": CustomerNoteForm(),
        "joinings": lately.select_related("gone", "by").order_by("-pk"),
        "sees_contacts": _sees_contacts(request),
        "may_correct": request.user.role in CORRECTORS,
    }


@require_POST
def news(request: SignedIn, pk: int) -> HttpResponse:
    """Whether this customer wants to hear what became of what they told us."""
    deed = resume_news if request.POST.get("wanted") == "yes" else stop_news
    deed(get_object_or_404(Customer, pk=pk), by=request.user)
    messages.success(request, _("Saved."))
    return redirect("customer", pk=pk)


@require_POST
def address(request: SignedIn, pk: int) -> HttpResponse:
    """Write to this customer's address again, although mail came back from it."""
    try_address(get_object_or_404(Customer, pk=pk), by=request.user)
    messages.success(request, _("We write to this address again."))
    return redirect("customer", pk=pk)


def _sees_contacts(request: SignedIn) -> bool:
    return request.user.role != Role.VIEWER

"""The register of customers, and what each told us."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Role
from accounts.requests import SignedIn
from common.doors import show_refusal
from common.paging import Order, page
from common.refusals import Forbidden, Refusal
from customers.actions import correct, resume_news, stop_news
from customers.forms import CustomerForm
from customers.models import Customer
from tickets.models import Ticket
from tickets.workflow import LISTENERS


@require_safe
def customers(request: SignedIn) -> HttpResponse:
    """Customers by name."""
    words = request.GET.get("q", "")
    known = Customer.objects.known_by if _sees_contacts(request) else Customer.objects.named_like
    rows = known(words).select_related("company")
    found = page(rows, order=Order("name"), cursor=request.GET.get("cursor", ""))
    told = {"page": found, "q": words, "sees_contacts": _sees_contacts(request)}
    return render(request, "tickets/customers.html", told)


@require_http_methods(["GET", "POST"])
def customer(request: SignedIn, pk: int) -> HttpResponse:
    """One customer: what we know, and what they told us."""
    subject, status = get_object_or_404(Customer.objects.select_related("company"), pk=pk), 200
    names = ("name", "email", "phone", "language", "monthly_value", "relationship")
    known = {name: getattr(subject, name) for name in names} | {"company": subject.company or ""}
    form = CustomerForm(request.POST or None, initial=known)
    if request.method == "POST":
        if request.user.role not in LISTENERS:
            raise Forbidden(_("Agents, product people and managers correct what we know."))
        status = 422
        if form.is_valid():
            try:
                correct(subject, by=request.user, **form.cleaned_data)
            except Refusal as refusal:
                status = show_refusal(form, refusal)
            else:
                messages.success(request, _("Saved."))
                return redirect("customer", pk=pk)
    found = page(
        Ticket.objects.filter(customer=subject).drawn(),
        order=Order("received_at", descending=True),
        cursor=request.GET.get("cursor", ""),
    )
    told = {
        "customer": subject,
        "form": form,
        "page": found,
        "sees_contacts": _sees_contacts(request),
        "may_correct": request.user.role in LISTENERS,
    }
    return render(request, "tickets/customer.html", told, status=status)


@require_POST
def news(request: SignedIn, pk: int) -> HttpResponse:
    """Whether this customer wants to hear what became of what they told us."""
    if request.user.role not in LISTENERS:
        raise Forbidden(_("Agents, product people and managers correct what we know."))
    deed = resume_news if request.POST.get("wanted") == "yes" else stop_news
    deed(get_object_or_404(Customer, pk=pk), by=request.user)
    messages.success(request, _("Saved."))
    return redirect("customer", pk=pk)


def _sees_contacts(request: SignedIn) -> bool:
    return request.user.role != Role.VIEWER

"""The doors of what we put on tickets and customers: tags, and the fields of the firm's own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedIn
from common.doors import refusal_page, show_refusal
from common.refusals import Refusal
from customers.models import Customer
from tickets.actions import filling, tagging
from tickets.forms.marks import FieldsForm, TagsForm
from tickets.models import CustomField, ProductArea, Tag
from tickets.views import page

OFFERED = 10
"""So many known tags are offered while one is typed."""


@require_safe
def known_tags(request: SignedIn) -> HttpResponse:
    """Tags that begin like the last one that was typed: the options of a list, a fragment."""
    said = request.GET.get("names", "") or request.GET.get("tags", "")
    before, comma, typed = said.replace("\x00", "")[:1000].rpartition(",")
    found = Tag.objects.beginning(tagging.spelled(typed))[:OFFERED]
    return render(request, "tickets/_known_tags.html", {"tags": found, "before": f"{before}{comma} " if comma else ""})


@require_POST
def tag_ticket(request: SignedIn, reference: str) -> HttpResponse:
    """Put tags on a ticket."""
    ticket, form, status = page.find(request, reference), TagsForm(request.POST), 422
    if form.is_valid():
        try:
            tagging.tag(ticket, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            status = show_refusal(form, refusal)
        else:
            return redirect("ticket", reference=ticket.reference)
    return page.draw(request, ticket.reference, status=status, tags_form=form)


@require_POST
def untag_ticket(request: SignedIn, reference: str) -> HttpResponse:
    """Take a tag off a ticket."""
    ticket = page.find(request, reference)
    tagging.untag(ticket, by=request.user, name=request.POST.get("name", ""))
    return redirect("ticket", reference=ticket.reference)


@require_POST
def tag_customer(request: SignedIn, pk: int) -> HttpResponse:
    """Put tags on a customer."""
    subject, form = get_object_or_404(Customer, pk=pk), TagsForm(request.POST)
    if form.is_valid():
        try:
            tagging.tag(subject, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            return refusal_page(request, refusal)
    return redirect("customer", pk=pk)


@require_POST
def untag_customer(request: SignedIn, pk: int) -> HttpResponse:
    """Take a tag off a customer."""
    tagging.untag(get_object_or_404(Customer, pk=pk), by=request.user, name=request.POST.get("name", ""))
    return redirect("customer", pk=pk)


@require_POST
def fill_in(request: SignedIn, reference: str) -> HttpResponse:
    """Fill in the fields of a ticket."""
    ticket, status = page.find(request, reference), 422
    form = FieldsForm.on_a_page(filling.fields_on(ticket), request.POST)
    if form.is_valid():
        try:
            filling.fill_in(ticket, by=request.user, values=form.values(), seen=form.cleaned_data["seen"])
        except Refusal as refusal:
            status = show_refusal(form, refusal)
            form.data = request.POST.dict() | {"seen": form.initial["seen"]}
        else:
            messages.success(request, _("Saved."))
            return redirect("ticket", reference=ticket.reference)
    return page.draw(request, ticket.reference, status=status, fields_form=form)


@require_safe
def fields_of_area(request: SignedIn) -> HttpResponse:
    """The fields that a complaint about an area has: a fragment, drawn when the area is chosen."""
    chosen = request.GET.get("product_area", "")
    area = ProductArea.objects.filter(pk=chosen).first() if chosen.isdecimal() else None
    return render(request, "tickets/_complaint_fields.html", {"form": FieldsForm(asked_of(area), request.GET)})


def asked_of(area: ProductArea | None) -> list[CustomField]:
    """What is asked of a complaint about an area."""
    return list(CustomField.objects.in_use().of_area(area).drawn())

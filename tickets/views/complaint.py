"""Log a complaint: one page for who, how, when, about what, and the words."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions import digest
from accounts.requests import SignedIn
from common.doors import show_refusal
from common.once import Answer, once
from common.refusals import Refusal
from customers.models import Customer
from tickets.actions import enclosing, receiving
from tickets.actions.likening import alike
from tickets.actions.receiving import Somebody
from tickets.forms import ComplaintForm, initial_complaint
from tickets.forms.marks import FieldsForm, tags_in
from tickets.models import Ticket, UnsentFile
from tickets.views.marks import asked_of
from tickets.workflow import LISTENERS


@require_http_methods(["GET", "POST"])
def log(request: SignedIn) -> HttpResponse:
    """Write a complaint down. Sent twice, it is one ticket."""
    if request.method != "POST":
        first = initial_complaint() | {"language": (get_language() or "ko")[:2], "once": get_random_string(22)}
        if customer := request.GET.get("customer", ""):
            first["customer"] = Customer.objects.filter(pk=customer).first() if customer.isdecimal() else None
        return _draw(request, ComplaintForm(initial=first), FieldsForm(asked_of(None)), 200)
    form, status = ComplaintForm(request.POST, request.FILES), 422
    is_fit = form.is_valid()
    fields = FieldsForm(asked_of(form.cleaned_data.get("product_area")), request.POST)
    if fields.is_valid() and is_fit:
        try:
            reference = _receive_once(request, form.cleaned_data, fields.said())
        except Refusal as refusal:
            status = show_refusal(form, refusal, fields)
        else:
            link = format_html('<a href="{}">{}</a>', reverse("ticket", args=[reference]), reference)
            messages.success(request, format_html(_("{reference} is logged."), reference=link))
            return redirect("log" if "and_next" in request.POST else reverse("desk"))
    chosen = enclosing.hold_what_fits(request.FILES.getlist("files"), by=request.user)
    return _draw(request, form, fields, status, chosen)


@require_http_methods(["GET", "POST"])
def like_this(request: SignedIn) -> HttpResponse:
    """The tickets most like the words so far: a fragment, drawn while typing."""
    said = request.POST if request.method == "POST" else request.GET
    words, customer = said.get("verbatim", "")[:20_000], said.get("customer", "")
    best = alike(words)
    prefetch_related_objects([one.ticket for one in best], "voices__item")
    told = {"best": best, "words": words, "customer": int(customer) if customer.isdecimal() else None}
    return render(request, "tickets/_alike.html", told)


def _receive_once(request: SignedIn, asked: dict[str, Any], fields: dict[int, str]) -> str:
    said = once(
        lambda: Answer(201, _receive(request, asked, fields).reference),
        whose=f"person {request.user.pk}",
        key=f"{asked['once']}:{digest(asked['verbatim'])}" if asked["once"] else "",
        question=b"complaint",
    )
    return str(said.body)


def _receive(request: SignedIn, asked: dict[str, Any], fields: dict[int, str]) -> Ticket:
    known = ("name", "email", "phone", "company", "language")
    who = asked["customer"] or Somebody(**{name: asked[name] for name in known})
    return receiving.log(
        by=request.user,
        who=None if asked["is_anonymous"] else who,
        verbatim=asked["verbatim"],
        channel=asked["channel"],
        product_area=asked["product_area"],
        occurred_on=asked["occurred_on"],
        files=asked["files"],
        held=asked["held"],
        tags=tags_in(asked["tags"]),
        fields=fields,
    )


def _draw(
    request: SignedIn, form: ComplaintForm, fields: FieldsForm, status: int, just_held: Sequence[UnsentFile] = ()
) -> HttpResponse:
    chosen = form["customer"].value()
    number = chosen if str(chosen).isdecimal() else 0
    customer = chosen if isinstance(chosen, Customer) else Customer.objects.filter(pk=number).first()
    held = [*(form["held"].value() or ()), *(one.key for one in just_held)]
    told = {
        "form": form,
        "fields": fields,
        "customer": customer,
        "chosen": enclosing.chosen_before(held, by=request.user) if held else (),
        "sees_contacts": request.user.role != "viewer",
        "may_mark": request.user.role in LISTENERS,
    }
    return render(request, "tickets/complaint.html", told, status=status)

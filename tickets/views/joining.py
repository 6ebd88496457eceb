"""The doors of putting two records of one person together."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedIn
from common.doors import show_refusal
from common.refusals import Refusal
from customers.actions import need_a_corrector, note
from customers.models import Customer, Joining
from tickets.actions import joining
from tickets.forms.customers import JoiningForm

FOUND = 8


@require_http_methods(["GET", "POST"])
def join(request: SignedIn, pk: int) -> HttpResponse:
    """Look for the other record, compare the two field by field, put them together."""
    need_a_corrector(request.user)
    kept = get_object_or_404(Customer.objects.select_related("company"), pk=pk)
    number = (request.POST or request.GET).get("gone", "")
    known = Customer.objects.select_related("company", "joined_into")
    gone = known.filter(pk=number).exclude(pk=pk).first() if number.isdecimal() and len(number) < 19 else None
    if gone is None:
        return render(request, "tickets/join.html", {"customer": kept, **_found(request, kept)})
    form, status = JoiningForm(kept, gone, request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                joining.join(kept, by=request.user, gone=gone, choices=form.choices())
            except Refusal as refusal:
                status = show_refusal(form, refusal)
            else:
                messages.success(request, _("Put together. For a day this can be undone."))
                return redirect("customer", pk=kept.pk)
    told = {"customer": kept, "gone": gone, "form": form, "tickets": gone.tickets.count(), **_already(kept, gone)}
    return render(request, "tickets/join.html", told, status=status)


@require_POST
def part(request: SignedIn, pk: int) -> HttpResponse:
    """They are two people after all."""
    undone = joining.part(get_object_or_404(Joining, pk=pk), by=request.user)
    messages.success(request, _("Undone: they are two again."))
    return redirect("customer", pk=undone.kept_id)


@require_POST
def write_note(request: SignedIn, pk: int) -> HttpResponse:
    """Note something about a customer, for colleagues."""
    note(get_object_or_404(Customer, pk=pk), by=request.user, body=request.POST.get("body", ""))
    messages.success(request, _("Written."))
    return redirect("customer", pk=pk)


def _already(*two: Customer) -> dict[str, object]:
    """Somebody was quicker: who put which records together, and which two there are now. Nothing where nobody was."""
    happened = Joining.objects.filter(gone__in=two, undone_at=None).select_related("kept", "gone", "by").order_by("pk")
    if not happened:
        return {}
    kept, gone = (Customer.objects.get(pk=one.pk).living for one in two)
    return {"happened": happened, "customer": kept, "gone": None if gone == kept else gone}


def _found(request: SignedIn, kept: Customer) -> dict[str, object]:
    """Who could be the same person: those who were looked for, else those of the same name or phone."""
    words = request.GET.get("q", "")
    others = Customer.objects.living().exclude(pk=kept.pk).select_related("company").order_by("name", "pk")
    found = others.known_by(words) if words else others.perhaps(kept)
    return {"q": words, "found": list(found[:FOUND])}

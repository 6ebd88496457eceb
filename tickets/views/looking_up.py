"""Look a customer or a company up while typing: the list of a combobox, and who was chosen from it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import Role
from accounts.requests import SignedIn
from customers.models import Company, Customer

FOUND = 8
"""So many are offered while one types, however many there are."""


@require_safe
def look_up_customer(request: SignedIn) -> HttpResponse:
    """Customers whose name, address, phone or company holds what was typed; or the one who was chosen: a fragment."""
    sees_contacts = request.user.role != Role.VIEWER
    if chosen := _number(request, "chosen"):
        customer = get_object_or_404(Customer.objects.living().select_related("company"), pk=chosen)
        told = {"customer": customer, "sees_contacts": sees_contacts}
        return render(request, "tickets/_customer_chosen.html", told)
    words = _words(request)
    found = _found(words, sees_contacts=sees_contacts, but=_number(request, "but")) if words else []
    told = {"customers": found[:FOUND], "more": len(found) > FOUND, "words": words, "sees_contacts": sees_contacts}
    return render(request, "tickets/_customers_found.html", told)


@require_safe
def look_up_company(request: SignedIn) -> HttpResponse:
    """Companies whose name holds what was typed, those that begin so first: a fragment."""
    words = _words(request)
    found = list(Company.objects.named_like(words).best_first(words)[: FOUND + 1]) if words else []
    told = {"companies": found[:FOUND], "more": len(found) > FOUND, "words": words}
    return render(request, "tickets/_companies_found.html", told)


def _words(request: SignedIn) -> str:
    return (request.GET.get("q") or request.GET.get("name", "")).replace("\x00", "").strip()


def _number(request: SignedIn, name: str) -> int:
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 19 else 0


def _found(words: str, *, sees_contacts: bool, but: int) -> list[Customer]:
    """One more than are offered, so that it can be said that there are more."""
    living = Customer.objects.living().exclude(pk=but).select_related("company")
    rows = living.known_by(words) if sees_contacts else living.named_like(words)
    return list(rows.order_by("name", "pk")[: FOUND + 1])

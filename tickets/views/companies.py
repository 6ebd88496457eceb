"""A company: its people, what they told us, and what became of it."""

from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import Role
from accounts.requests import SignedIn
from common.paging import Order, page
from customers.models import Company, Customer, CustomerNote, Relationship
from tickets.models import Tag, Ticket

PEOPLE, NOTES, TAGS = 20, 10, 30
"""So many people on a page, so many of the newest notes, so many tags."""


@require_safe
def company(request: SignedIn, pk: int) -> HttpResponse:
    """What we know of a company."""
    subject = get_object_or_404(Company, pk=pk)
    people = Customer.objects.working_for(subject)
    tickets = Ticket.objects.visible_to(request.user).of_company(subject)
    standing = people.standing()
    told = {
        "company": subject,
        "people": page(people, order=Order("name"), cursor=request.GET.get("people", ""), size=PEOPLE),
        "page": page(
            tickets.drawn(), order=Order("received_at", descending=True), cursor=request.GET.get("cursor", "")
        ),
        "outcomes": tickets.outcomes(),
        "standing": [(Relationship(one.relationship).label, one.people) for one in standing],
        "people_count": sum(one.people for one in standing),
        "value": sum((one.value or Decimal(0) for one in standing), Decimal(0)),
        "tags": Tag.objects.filter(on_customers__customer__company=subject).distinct().order_by("name")[:TAGS],
        "notes": CustomerNote.objects.filter(customer__company=subject)
        .select_related("by", "customer")
        .order_by("-pk")[:NOTES],
        "sees_contacts": request.user.role != Role.VIEWER,
    }
    return render(request, "tickets/company.html", told)

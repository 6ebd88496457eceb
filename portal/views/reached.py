"""Which ticket may this browser open? The one that a link led it to, while the link is open."""

from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from tickets.models import Ticket, TrackingLink

KEPT = "follows"
Answer = TypeVar("Answer", bound=HttpResponseBase)


def own(request: HttpRequest, reference: str) -> Ticket:
    """The ticket, if this browser came through a link to it that is still open."""
    number = reference.removeprefix("CS-")
    link = (
        TrackingLink.objects.filter(
            pk=request.session.get(KEPT, {}).get(number, 0), ticket_id=int(number), expires_at__gt=timezone.now()
        )
        .select_related("ticket__customer", "ticket__listening__by", "ticket__decision")
        .first()
    )
    if link is None:
        raise Http404(reference)
    return link.ticket


def customer_of(ticket: Ticket) -> Any:
    """Whose ticket it is."""
    if ticket.customer is None:
        raise Http404(ticket.reference)
    return ticket.customer


def private(response: Answer) -> Answer:
    """Neither kept by searchers nor told to the next page."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response

"""Keep what can be found about tickets: their words, what was said on them, who complains, what was attached."""

from collections.abc import Sequence

from common.models import Document
from tickets.models import Attachment, Message, Ticket

KIND = "ticket"
PORTION = 500


def index(ticket_ids: Sequence[int]) -> int:
    """Write the documents of these tickets as they are now. Idempotent."""
    tickets = Ticket.objects.filter(pk__in=ticket_ids).select_related("customer__company")
    parts = {ticket.pk: [ticket.verbatim, *_who(ticket)] for ticket in tickets}
    said = Message.objects.standing().filter(ticket__in=parts).order_by("pk").values_list("ticket_id", "body")
    named = Attachment.objects.filter(ticket__in=parts).order_by("pk").values_list("ticket_id", "name")
    for ticket_id, words in [*said, *named]:
        parts[ticket_id].append(words)
    return Document.objects.write(KIND, parts.items())


def index_those_of(customer_id: int) -> int:
    """Write anew the documents of a customer's newest tickets: the name on them changed."""
    return index(
        list(Ticket.objects.filter(customer=customer_id).order_by("-pk").values_list("pk", flat=True)[:PORTION])
    )


def index_what_is_missing() -> int:
    """Write the documents of a portion of the tickets that have none, the newest first; returns how many."""
    return index(Document.objects.missing(KIND, Ticket, PORTION))


def _who(ticket: Ticket) -> list[str]:
    if ticket.customer is None:
        return []
    return [ticket.customer.name, ticket.customer.company.name if ticket.customer.company else ""]

"""Which mails?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from backlog.models import Item
    from customers.models import Customer
    from notifications.models import Mail
    from tickets.models import Ticket


class MailQuerySet(QuerySet["Mail"]):
    """Mail.objects …"""

    def unsent(self) -> "MailQuerySet":
        """… that must still go."""
        return self.filter(sent_at__isnull=True, dead_at__isnull=True, dropped_at__isnull=True)

    def on_their_own(self) -> "MailQuerySet":
        """… that do not go within another one."""
        return self.filter(carried_by__isnull=True)

    def free(self, moment: datetime) -> "MailQuerySet":
        """… that nobody is sending right now."""
        return self.filter(Q(claimed_until__isnull=True) | Q(claimed_until__lt=moment))

    def due(self, moment: datetime) -> "MailQuerySet":
        """… whose time has come: what is urgent first, then the longest waiting."""
        return self.unsent().on_their_own().free(moment).filter(due_at__lte=moment).order_by("priority", "due_at")

    def drawn(self) -> "MailQuerySet":
        """… with what their words need."""
        return self.select_related("ticket__customer", "ticket__listening", "ticket__decision", "colleague")

    def to_customer_of(self, ticket: "Ticket") -> "MailQuerySet":
        """… to the customer of a ticket, the newest first."""
        return self.filter(ticket=ticket).order_by("-pk")

    def earlier_than(self, mail: "Mail") -> "MailQuerySet":
        """… about the same ticket before a mail, the newest first; gone or still on their way. None for a colleague's."""
        return self.filter(ticket=mail.ticket_id, pk__lt=mail.pk).order_by("-pk") if mail.ticket_id else self.none()

    def on_building(self, item: "Item") -> "MailQuerySet":
        """… that tell somebody who spoke for an item, once or still, that it is being built."""
        spoke = item.voices.values("ticket")
        return self.filter(kind="being_built", source=item.pk, ticket__in=spoke)

    def called(self, message_id: str) -> "Mail | None":
        """The one to a customer that has a Message-ID, with or without its brackets; None where it is none of ours."""
        name = message_id.strip().strip("<>")
        return self.filter(message_id=f"<{name}>", ticket__isnull=False).first() if name else None

    def to_customer(self, customer: "Customer") -> "MailQuerySet":
        """… to one customer, on whichever ticket."""
        return self.filter(ticket__customer=customer)

    def with_what_it_carries(self, mail_id: int) -> "MailQuerySet":
        """… one, and those that go within it."""
        return self.filter(Q(pk=mail_id) | Q(carried_by=mail_id))

    def of_the_day(self, since: datetime, moment: datetime) -> "MailQuerySet":
        """… that went since then, or are just going: what a day's cap counts. Answers typed by hand do not count."""
        going = Q(sent_at__gte=since) | Q(sent_at__isnull=True, claimed_until__gte=moment)
        return self.on_their_own().filter(going).exclude(kind="reply")

    def to_go_together(self, moment: datetime) -> "MailQuerySet":
        """… that were held and whose morning has come, the oldest first."""
        return self.unsent().on_their_own().free(moment).filter(held_until__lte=moment).order_by("pk")

    def held(self) -> "MailQuerySet":
        """… that wait for their morning."""
        return self.unsent().on_their_own().filter(held_until__isnull=False)

    def given_up(self) -> "MailQuerySet":
        """… that were tried too often."""
        return self.filter(dead_at__isnull=False)

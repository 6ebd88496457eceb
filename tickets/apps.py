"""The room's name, and what it listens to."""

from django.apps import AppConfig


class TicketsConfig(AppConfig):
    """Tickets and the three decisions."""

    name = "tickets"

    def ready(self) -> None:
        """Announce the reactions of this room, and where its references lead."""
        from common.linking import link_to
        from tickets import reactions  # noqa: F401
        from tickets.models import Ticket

        link_to("CS", page="ticket", found=Ticket.objects.there_for)

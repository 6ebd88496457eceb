"""The room's name, and what it listens to."""

from django.apps import AppConfig


class TicketsConfig(AppConfig):
    """Tickets and the three decisions."""

    name = "tickets"

    def ready(self) -> None:
        """Announce the reactions of this room."""
        from tickets import reactions  # noqa: F401

"""The room's name, and what it listens to."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Who hears about what."""

    name = "notifications"

    def ready(self) -> None:
        """Announce the reactions of this room."""
        from notifications import reactions  # noqa: F401

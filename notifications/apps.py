"""The room's name, and what it listens to."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Who hears about what."""

    name = "notifications"

    def ready(self) -> None:
        """Announce the reactions of this room, and how it is with the embedding service."""
        from notifications import reactions  # noqa: F401
        from notifications.actions.likening import last_answer
        from notifications.actions.watching import announce_check

        announce_check(last_answer)

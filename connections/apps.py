"""The room's name, and what it listens to."""

from django.apps import AppConfig


class ConnectionsConfig(AppConfig):
    """What other machines hear, and say."""

    name = "connections"

    def ready(self) -> None:
        """Announce the reactions of this room."""
        from connections import reactions  # noqa: F401

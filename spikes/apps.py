"""The room's name, and what it listens to."""

from django.apps import AppConfig


class SpikesConfig(AppConfig):
    """Rises in complaints."""

    name = "spikes"

    def ready(self) -> None:
        """Announce the reactions of this room."""
        from spikes import reactions  # noqa: F401

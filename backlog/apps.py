"""The room's name, and what it listens to."""

from django.apps import AppConfig


class BacklogConfig(AppConfig):
    """Items, voices and promises."""

    name = "backlog"

    def ready(self) -> None:
        """Announce the reactions of this room."""
        from backlog import reactions  # noqa: F401

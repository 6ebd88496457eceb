"""The room's name."""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """Files to take along, made by a worker."""

    name = "exports"

    def ready(self) -> None:
        """Announce the reactions of this room."""
        from exports import reactions  # noqa: F401

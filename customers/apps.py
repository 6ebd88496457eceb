"""The room's name, and what it listens to."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """People and companies who complain."""

    name = "customers"

    def ready(self) -> None:
        """Announce the reactions of this room."""
        from customers import reactions  # noqa: F401

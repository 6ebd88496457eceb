"""The room's name, and what it listens to."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The door of the customers."""

    name = "portal"

"""The room's name, and what it listens to."""

from django.apps import AppConfig


class CapabilitiesConfig(AppConfig):
    """What we cannot do yet."""

    name = "capabilities"

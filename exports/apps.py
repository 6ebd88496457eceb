"""The room's name."""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """Files to take along, made by a worker."""

    name = "exports"

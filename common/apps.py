"""The room's name."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Rules without a word of the domain."""

    name = "common"

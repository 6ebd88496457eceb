"""The room's name, and what it listens to."""

from django.apps import AppConfig


class BacklogConfig(AppConfig):
    """Items, voices and promises."""

    name = "backlog"

"""The room's name."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """History, audit and outbox, one write."""

    name = "journal"

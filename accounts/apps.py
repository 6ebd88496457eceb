"""The room's name, and what it listens to."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Colleagues, their roles and keys."""

    name = "accounts"

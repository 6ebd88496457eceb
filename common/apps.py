"""The room's name."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Rules without a word of the domain."""

    name = "common"

    def ready(self) -> None:
        """Let the API speak as we do."""
        from common.api import sentences

        sentences.speak()

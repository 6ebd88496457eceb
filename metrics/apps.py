"""The room's name, and what it listens to."""

from django.apps import AppConfig


class MetricsConfig(AppConfig):
    """Daily counts and the dashboard."""

    name = "metrics"

    def ready(self) -> None:
        """Announce the reactions of this room, and the letter that it writes."""
        from metrics import reactions, weekly  # noqa: F401
        from metrics.actions.comparing import last_check
        from notifications.actions.watching import announce_check

        announce_check(last_check)

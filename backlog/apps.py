"""The room's name, what it listens to, and what it adds to many at once."""

from django.apps import AppConfig


class BacklogConfig(AppConfig):
    """Items, voices and promises."""

    name = "backlog"

    def ready(self) -> None:
        """Announce the reactions of this room, and where its references lead."""
        from backlog import reactions  # noqa: F401
        from backlog.actions import linking  # noqa: F401
        from backlog.models import Item
        from common.linking import link_to

        link_to("PB", page="item", found=Item.objects.there_for)

"""Which connections, which posts?"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Q, QuerySet

from backlog.workflow import OPEN_STAGES

if TYPE_CHECKING:
    from connections.models import Connection, IssueLink, Post  # noqa: F401

LOOKED_AT_EVERY, ASKED_AGAIN_AFTER = timedelta(minutes=15), timedelta(days=1)


class ConnectionQuerySet(QuerySet["Connection"]):
    """Connection.objects …"""

    def kept(self) -> "ConnectionQuerySet":
        """… that were not removed, by name."""
        return self.filter(removed_at=None).order_by("name", "pk")

    def working(self) -> "ConnectionQuerySet":
        """… to which something may be posted."""
        return self.filter(removed_at=None, paused_at=None)

    def in_trouble(self) -> "ConnectionQuerySet":
        """… that fail, or were paused because they did."""
        by_itself = Q(paused_at__isnull=False) & ~Q(paused_why="person")
        return self.filter(by_itself | Q(paused_at=None, failing_since__isnull=False), removed_at=None)

    def listening(self) -> "ConnectionQuerySet":
        """… that want to hear about something, with the areas it has to be of."""
        return self.working().exclude(events=[]).prefetch_related("areas")

    def free(self, moment: datetime) -> "ConnectionQuerySet":
        """… that nobody is speaking with, and that do not rest."""
        idle = Q(claimed_until=None) | Q(claimed_until__lt=moment)
        return self.working().filter(idle, Q(resting_until=None) | Q(resting_until__lte=moment))


class PostQuerySet(QuerySet["Post"]):
    """Post.objects …"""

    def to_those_who_answer(self, moment: datetime) -> "PostQuerySet":
        """… to connections that could be spoken with right now: if these wait long, it is our own doing."""
        from_us = Q(connection__removed_at=None, connection__paused_at=None, connection__failing_since=None)
        free = Q(connection__resting_until=None) | Q(connection__resting_until__lte=moment)
        return self.filter(from_us, free)

    def given_up(self) -> "PostQuerySet":
        """… that were tried in vain, to the end."""
        return self.filter(done_at=None, dead_at__isnull=False)

    def undone(self) -> "PostQuerySet":
        """… that must still go."""
        return self.filter(done_at=None, dead_at=None)

    def about_issues(self, links: "Iterable[IssueLink]") -> "PostQuerySet":
        """… in which a host is still to be asked about issues, the next first."""
        of = [(link.connection_id, link.pk) for link in links if link.connection_id]
        asked = self.undone().filter(connection__in={there for there, _pk in of})
        return asked.filter(body__link__in=[pk for _there, pk in of]).order_by("due_at", "pk")

    def due(self, moment: datetime) -> "PostQuerySet":
        """… whose time has come, the longest waiting first."""
        return self.undone().filter(due_at__lte=moment).order_by("due_at", "pk")

    def settled_before(self, moment: datetime) -> "PostQuerySet":
        """… that were made before a moment and wait for nothing."""
        return self.filter(made_at__lt=moment).exclude(done_at=None, dead_at=None).order_by("made_at")


class IssueLinkQuerySet(QuerySet["IssueLink"]):
    """IssueLink.objects …"""

    def drawn(self) -> "IssueLinkQuerySet":
        """… in the order in which they were linked, with where they stand."""
        return self.select_related("connection").order_by("pk")

    def to_look_at(self, moment: datetime) -> "IssueLinkQuerySet":
        """… of open items, that can be looked at, were not for a while, and are not being asked about just now."""
        open_ones = self.filter(item__stage__in=OPEN_STAGES).exclude(reference="").exclude(trouble="missing")
        there = open_ones.filter(connection__removed_at=None, connection__paused_at=None, connection__isnull=False)
        answered = Q(asked_at__lte=F("looked_at"), asked_at__lt=moment - LOOKED_AT_EVERY)
        return there.filter(Q(asked_at=None) | answered | Q(asked_at__lt=moment - ASKED_AGAIN_AFTER)).order_by("pk")

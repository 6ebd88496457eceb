"""Which notices, which news?"""

from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet

from accounts.models import User

if TYPE_CHECKING:
    from notifications.models import News, Notice  # noqa: F401

COUNTED = 100
"""So many unread notices are counted; more are "99+"."""


class NoticeQuerySet(QuerySet["Notice"]):
    """Notice.objects …"""

    def of(self, colleague: User) -> "NoticeQuerySet":
        """… that a colleague finds on their list."""
        return self.filter(colleague=colleague.pk, is_shown=True)

    def unread(self) -> "NoticeQuerySet":
        """… that wait to be read."""
        return self.filter(read_at__isnull=True)

    def about(self, about_type: str, about_id: int) -> "NoticeQuerySet":
        """… of one thing."""
        return self.filter(about_type=about_type, about_id=about_id)

    def counted(self) -> int:
        """… up to a hundred: the cost does not grow with a pile."""
        return self[:COUNTED].count()


class NewsQuerySet(QuerySet["News"]):
    """News.objects …"""

    def for_digest(self, when: str) -> "NewsQuerySet":
        """… that wait for the daily or the weekly digest."""
        return self.filter(by_mail=when, digest__isnull=True)

    def in_short(self) -> QuerySet["News", dict[str, object]]:
        """… how many of each kind, and why, by notice."""
        return self.values("notice", "kind", "why").annotate(n=Count("pk")).order_by("notice", "kind", "why")

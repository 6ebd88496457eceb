"""Which regroupings?"""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from backlog.models import Item, Regrouping  # noqa: F401


class RegroupingQuerySet(QuerySet["Regrouping"]):
    """Regrouping.objects …"""

    def standing(self) -> "RegroupingQuerySet":
        """… that were not undone, the newest first."""
        return self.filter(undone_at=None).order_by("-pk")

    def about(self, item: "Item") -> "RegroupingQuerySet":
        """… from or to an item, with what a page shows of them."""
        return self.filter(Q(source=item) | Q(target=item)).select_related("source", "target", "by")

"""Which tags?"""

from typing import TYPE_CHECKING

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from django.db.models import Model

    from tickets.models import Tag  # noqa: F401


class TagQuerySet(QuerySet["Tag"]):
    """Tag.objects …"""

    def beginning(self, words: str) -> "TagQuerySet":
        """… that begin with these words, in the order of the alphabet."""
        return self.filter(name__startswith=words).order_by("name")

    def on(self, subject: "Model") -> "TagQuerySet":
        """… that a ticket or a customer carries, in the order of the alphabet."""
        kind = "on_tickets__ticket" if subject._meta.model_name == "ticket" else "on_customers__customer"
        return self.filter(**{kind: subject}).order_by("name")

    def counted(self) -> "TagQuerySet":
        """… each with on how many tickets and customers it is."""
        return self.annotate(tickets=self._number_of("on_tickets"), customers=self._number_of("on_customers"))

    def _number_of(self, what: str) -> Coalesce:
        rows = self.model._meta.get_field(what).related_model._default_manager.filter(tag=OuterRef("pk"))  # type: ignore[union-attr]
        counted = rows.order_by().values("tag").annotate(n=Count("pk")).values("n")
        return Coalesce(Subquery(counted), 0, output_field=IntegerField())

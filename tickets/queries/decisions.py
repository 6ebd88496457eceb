"""Which decisions, what became of customers after them, and who asks again?"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce

from common.prepared import among
from customers.models import Customer

if TYPE_CHECKING:
    from tickets.models import Aftermath, Decision, Demand, SameAs, Ticket  # noqa: F401


class DecisionQuerySet(QuerySet["Decision"]):
    """Decision.objects …"""

    def newest_of(self, tickets: Collection[int]) -> "DecisionQuerySet":
        """… the last one of each of these tickets, whether it still holds or not."""
        return self.filter(among("ticket", tickets)).order_by("ticket_id", "-pk").distinct("ticket_id")

    def told(self) -> "DecisionQuerySet":
        """… with who decided it, about whom, and what it waits for."""
        return self.select_related("by", "waiting_for", "ticket__customer__company", "ticket__product_area")

    def due_after(self, days: int, moment: datetime) -> "DecisionQuerySet":
        """… that still stand after so many days, and of which nobody noted what became of the customer; by number."""
        stands = self.filter(at__lte=moment - timedelta(days=days), ticket__decision=F("pk"))
        return stands.exclude(aftermaths__after_days=days).select_related("ticket__customer").order_by("pk")


class AftermathQuerySet(QuerySet["Aftermath"]):
    """Aftermath.objects …"""

    def of(self, ticket: "Ticket") -> "AftermathQuerySet":
        """… of the decision that a ticket stands on, the earlier first."""
        return self.filter(decision=ticket.decision_id).select_related("by").order_by("after_days")


class SameAsQuerySet(QuerySet["SameAs"]):
    """SameAs.objects …"""

    def asking_for(self, decision: "Decision") -> "SameAsQuerySet":
        """… that count on a decline."""
        return self.filter(decision=decision)

    def others_than(self, customer: Customer | None) -> "SameAsQuerySet":
        """… of other customers, and of other companies than theirs."""
        if customer is None:
            return self
        rows = self.exclude(ticket__customer=customer)
        return rows.exclude(ticket__customer__company=customer.company_id) if customer.company_id else rows

    def customers(self) -> int:
        """How many different customers these are; a company is one, nobody in particular is none."""
        who = Coalesce(-F("ticket__customer__company_id"), F("ticket__customer_id"))
        return int(self.aggregate(n=Count(who, distinct=True))["n"])


class DemandQuerySet(QuerySet["Demand"]):
    """Demand.objects …"""

    def pressing(self) -> "DemandQuerySet":
        """… that grew past its threshold, of declines that still hold."""
        return self.filter(pressing_since__isnull=False, decision__ticket__decision=F("decision"))

    def drawn(self) -> "DemandQuerySet":
        """… with what a row shows."""
        return self.select_related("decision__by", "decision__waiting_for", "decision__ticket__customer__company")

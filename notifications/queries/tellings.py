"""Who is to be told, and were they?"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, QuerySet

from backlog.models import Item, Release, Voice

if TYPE_CHECKING:
    from notifications.models import Telling  # noqa: F401

TOLD, STILL_TO_COME = ("sent", "called"), ("to_approve", "queued", "later")


@dataclass(frozen=True)
class Proof:
    """How many of a list were told, and how many in each other state: that all were reached, or why not."""

    by_state: dict[str, int]

    @property
    def all(self) -> int:
        """Everyone on the list."""
        return sum(self.by_state.values())

    @property
    def told(self) -> int:
        """Who was told, by mail or by phone."""
        return sum(self.by_state.get(state, 0) for state in TOLD)

    @property
    def percent(self) -> int:
        """Of a hundred on the list, so many were told; rounded down, so that 100 means all."""
        return 100 * self.told // self.all if self.all else 0

    @property
    def is_settled(self) -> bool:
        """Whether nobody waits any more: to be approved, to be mailed, or to get it."""
        return not any(self.by_state.get(state) for state in STILL_TO_COME)

    @property
    def others(self) -> dict[str, int]:
        """Who was not told, or not yet: how many in each state, in the order in which one looks at them."""
        order = ("to_approve", "queued", "later", "call", "failed", "opted_out", "skipped")
        return {state: self.by_state[state] for state in order if self.by_state.get(state)}


class TellingQuerySet(QuerySet["Telling"]):
    """Telling.objects …"""

    def of(self, subject: Item | Release) -> "TellingQuerySet":
        """… on the list of an item, or of a release."""
        return self.filter(**{subject._meta.model_name or "": subject})

    def waiting(self) -> "TellingQuerySet":
        """… that nobody has approved and that may still be told."""
        return self.filter(state__in=["later", "to_approve"], approved_at=None)

    def to_mail(self) -> "TellingQuerySet":
        """… approved, about what is there (what came back waits), and not yet in the outbox."""
        ready = self.filter(state="queued", mail=None, item__stage__in=["shipped", "verified"])
        return ready.order_by("pk")

    def drawn(self) -> "TellingQuerySet":
        """… with what a page shows of them."""
        return self.select_related("customer__company", "voice__ticket", "item", "mail", "approved_by")

    def proof(self) -> Proof:
        """… added up."""
        return Proof({row["state"]: row["n"] for row in self.values("state").annotate(n=Count("pk")).order_by()})


class Speaker(NamedTuple):
    """A customer's newest voice on an item, and who listened to it."""

    voice_id: int
    customer_id: int
    joined_at: datetime
    agent_id: int | None


def speakers(item: Item) -> list[Speaker]:
    """Each customer once, with their newest voice."""
    voices = Voice.objects.speaking().filter(item=item, ticket__customer__isnull=False)
    newest = voices.order_by("ticket__customer_id", "-joined_at", "-pk").distinct("ticket__customer_id")
    names = ("pk", "ticket__customer_id", "joined_at", "ticket__listening__by_id")
    return [Speaker(*row) for row in newest.values_list(*names)]

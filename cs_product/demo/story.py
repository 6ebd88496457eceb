"""The year itself: deeds in the order of their moments, each done by a real verb at its moment."""

import heapq
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

from common.clock import moved_to
from journal import actions as journal
from journal import gathering, registry
from journal.models import Delivery
from notifications import actions as mail
from notifications.actions import sending
from notifications.models import Mail

Deed = Callable[[datetime], None]


class Story:
    """Deeds to come. A deed may plan further deeds; what lies in the future is left undone."""

    def __init__(self, now: datetime, seed: int = 88) -> None:
        self.now = now
        self.dice = random.Random(seed)
        self._plan: list[tuple[datetime, int, Deed]] = []
        self._order = count()

    def plan(self, at: datetime, deed: Deed) -> None:
        """Let a deed happen at a moment."""
        heapq.heappush(self._plan, (at, next(self._order), deed))

    def later(self, at: datetime, hours: tuple[float, float], deed: Deed) -> None:
        """Let a deed happen some hours after a moment, in working time."""
        self.plan(self.at_work(at + timedelta(hours=self.dice.uniform(*hours))), deed)

    def before_now(self, hours: tuple[float, float], after: datetime, deed: Deed) -> None:
        """Let a deed happen some hours ago, but after a moment."""
        at = self.now - timedelta(hours=self.dice.uniform(*hours))
        self.plan(at if at > after else after + (self.now - after) / 2, deed)

    def day(self, days_ago: float) -> datetime:
        """A moment of that day between eight and ten in the evening; always in the past."""
        begin = (self.now - timedelta(days=days_ago)).replace(hour=8, minute=0, second=0, microsecond=0)
        at = begin + timedelta(minutes=self.dice.randint(0, 14 * 60))
        return at if at < self.now else self.now - timedelta(minutes=self.dice.randint(4, 190))

    def at_work(self, at: datetime) -> datetime:
        """Nine to six; what would fall into the night waits for the morning."""
        if at.hour >= 18:
            at = (at + timedelta(days=1)).replace(hour=9)
        elif at.hour < 9:
            at = at.replace(hour=9)
        return at

    def tell(self) -> int:
        """Do everything that lies before now; returns how many deeds were done."""
        done = 0
        while self._plan and self._plan[0][0] <= self.now:
            at, _number, deed = heapq.heappop(self._plan)
            with moved_to(at):
                deed(at)
                _let_follow()
            done += 1
        let_be_counted()
        return done


def let_be_counted() -> None:
    """What follows many deeds at once, such as the counts: each by the moment of its deed, whenever it is done."""
    for reaction in registry.gathered():
        while gathering.gather(reaction):
            pass


def _let_follow() -> None:
    """What the worker would do at once: deliver, tell, and send the mails, until nothing is left."""
    soon = Delivery.objects.undone().exclude(reaction__in=registry.gathered())
    while undone := list(soon.order_by("pk").values_list("pk", flat=True)):
        for pk in undone:
            journal.deliver(pk)
    while sending.go_on():
        pass
    for pk in Mail.objects.unsent().order_by("pk").values_list("pk", flat=True):
        mail.send(pk)

"""Two hours that were out of the ordinary: one surge of complaints that is over, and one that is on; and who saw to it."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from cs_product.demo import texts
from cs_product.demo.cast import MANAGER, Firm
from cs_product.demo.lives import Life
from cs_product.demo.story import Story, let_be_counted
from spikes.actions import answering, watching
from spikes.models import Spike

_DAYS, _EVERY = 14, timedelta(hours=3)
"""So long before the end somebody watches, and so often, beside every minute of the surges."""


def plan(story: Story, firm: Firm) -> None:
    """Let the complaints come, and the clock watch as it would."""
    begin = story.now - timedelta(days=_DAYS)
    for n in range(int(timedelta(days=_DAYS) / _EVERY)):
        story.plan(begin + n * _EVERY, _watch)
    for surge in texts.read("surges"):
        _come(story, firm, surge)


def _come(story: Story, firm: Firm, surge: dict[str, Any]) -> None:
    at = story.now - timedelta(days=surge["days_ago"], minutes=surge["minutes_ago"])
    if surge["days_ago"]:
        at = at.replace(hour=10, minute=5)
    for n, said in enumerate(surge["complaints"]):
        among = firm.customers[said["lang"]]
        life = Life(story=story, firm=firm, cause=surge, said=said, customer=among[(7 * n + 3) % len(among)])
        comes_at = at + timedelta(minutes=said["minute"])
        story.plan(comes_at, life.receive)
        story.plan(comes_at + timedelta(minutes=1), _watch)
    if surge["note"]:
        story.plan(at + timedelta(hours=3), partial(_see_to_it, firm, surge["note"]))


def _watch(_at: datetime) -> None:
    let_be_counted()
    watching.watch()


def _see_to_it(firm: Firm, note: str, _at: datetime) -> None:
    spike = Spike.objects.on().order_by("-pk").first()
    if spike:
        answering.acknowledge(spike, by=firm.people[MANAGER], note=note)

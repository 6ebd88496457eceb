"""Did it work? Measured once a week of the year: what was verified, what came back, what is too early to say."""

from datetime import datetime, timedelta
from functools import partial

from backlog.actions.measuring import measure_what_is_due
from backlog.actions.moving import move
from backlog.recurrence import WEEK
from cs_product.demo.cast import PRODUCT, Firm
from cs_product.demo.story import Story
from journal.actors import SYSTEM

_SHIPPED_AGAIN = {"skip_week": 90, "english_back": 9}
"""What came back and was mended, so many days ago."""


def plan(story: Story, firm: Firm) -> None:
    """The clock's weekly look, and what was shipped a second time."""
    for days in range(52 * WEEK, 0, -WEEK):
        story.plan((story.now - timedelta(days=days)).replace(hour=3, minute=20, second=0, microsecond=0), _measure)
    for key, days in _SHIPPED_AGAIN.items():
        story.plan(story.day(days), partial(_ship_again, firm, key))
    story.plan(story.now - timedelta(minutes=3), _measure)


def _measure(_at: datetime) -> None:
    measure_what_is_due(by=SYSTEM)


def _ship_again(firm: Firm, key: str, _at: datetime) -> None:
    if item := firm.items.get(key):
        item.refresh_from_db()
        move(item, by=firm.people[PRODUCT], stage="shipped")

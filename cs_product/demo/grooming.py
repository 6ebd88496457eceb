"""What the product people thought of the work: estimates, and two ideas that nobody touched for long."""

from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

from django.utils import timezone

from backlog.actions.grooming import hold_on_to
from backlog.actions.shaping import edit, propose
from backlog.actions.weighing import weigh_all
from backlog.models import Item
from backlog.workflow import OPEN_STAGES
from cs_product.demo.cast import MANAGER, PRODUCT, Firm
from cs_product.demo.story import Story

_DAYS = (Decimal(3), Decimal(8), Decimal("1.5"), Decimal(5), Decimal(20))
_SURE = (80, 60, 90, 70, 50)
_HELD_AFTER = 60
_HELD_BECAUSE = "Whoever calls about a late parcel would look there first. We keep it until the drivers have phones."
_IDEAS = {
    130: (
        "Show the route of the delivery on a map",
        "Customers call to ask where their parcel is, although we know it.",
        "From now on you see on a map where your parcel is.",
    ),
    96: (
        "선물 포장 고르기",
        "선물로 보내는 고객이 직접 다시 포장하고 있어요.",
        "이제 주문할 때 선물 포장을 고를 수 있어요.",
    ),
}


def plan(story: Story, firm: Firm) -> None:
    """Two ideas long ago, of which one was kept once, with a reason; yesterday's estimates of everything else."""
    for days, (title, problem, promise) in _IDEAS.items():
        story.plan(story.day(days), partial(_propose, firm, title, problem, promise))
    first = next(iter(_IDEAS))
    story.plan(story.day(first - _HELD_AFTER), partial(_hold_on_to, firm, _IDEAS[first][0]))
    story.plan(story.now - timedelta(hours=25), partial(_estimate, firm))


def weigh() -> None:
    """Weigh everything as of now."""
    weigh_all(before=timezone.now())


def _propose(firm: Firm, title: str, problem: str, promise: str, _at: datetime) -> None:
    propose(by=firm.people[MANAGER], title=title, problem=problem, promise=promise)


def _hold_on_to(firm: Firm, title: str, _at: datetime) -> None:
    hold_on_to(Item.objects.get(title=title), by=firm.people[PRODUCT], reason=_HELD_BECAUSE)


def _estimate(firm: Firm, _at: datetime) -> None:
    ideas = [title for title, _problem, _promise in _IDEAS.values()]
    for place, item in enumerate(Item.objects.filter(stage__in=OPEN_STAGES).exclude(title__in=ideas).order_by("pk")):
        if place % 6 != 5:  # some are still to be estimated
            edit(item, by=firm.people[PRODUCT], estimate=_DAYS[place % 5], confidence=_SURE[place % 5])

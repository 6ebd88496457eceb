"""What became of the promises: months that were entered, a review that is due, one that is too dear, one asked for."""

from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

from backlog.actions.approving import ask_a_manager
from backlog.actions.keeping import account_for, keep
from backlog.actions.promotion import NewItem
from backlog.actions.shaping import edit
from backlog.models import Item
from backlog.queries import month_before
from backlog.tasks import watch_promises
from common.clock import moved_to
from cs_product.demo.cast import MANAGER, PRODUCT, Firm
from cs_product.demo.story import Story
from tickets.models import ProductArea, Ticket
from tickets.workflow import Stage

_MONTHS = {  # times it was needed, the last whole month first; and what it cost each time
    "broken_jars": ([5900, 5300, 4100], Decimal(350)),
    "phone_waiting": ([1050], Decimal(1900)),
    "late_no_notice": ([1740, 1820, 1690, 1900], Decimal(20)),
    "refund_date": ([860], Decimal(15)),
}
_REVIEWS = {"skip_week": (95, 92, "It holds, and few skip twice."), "late_no_notice": (60, 180, "Cheap, and it works.")}

_IN_THE_OTHER_LANGUAGE = {
    "stay_signed_in": "From now on you stay signed in for three months on a device that you confirmed once, and your basket"
    " stays with you.",
    "skip_week": "From now on you can skip up to six weeks without cancelling; your discount and your day stay yours.",
    "late_no_notice": "From now on, when we may not be there by seven, we tell you the new time before six in the morning.",
    "phone_waiting": "이제 번호 하나만 누르고 끊으셔도 순서를 지켜 드리고, 한 시간 안에 번호를 보고 다시 전화드려요.",
    "english_back": "이제 모든 화면 위쪽의 지구본으로 언어를 바꿀 수 있고, 앱이 그 선택을 기억해요.",
}


def plan(story: Story, firm: Firm) -> None:
    """Plan the reviews, the book-keeping, and that what everyone reads is there in both languages."""
    story.plan(story.now - timedelta(hours=8), partial(_translate, firm))
    for key, (days_ago, days, reason) in _REVIEWS.items():
        story.plan(story.day(days_ago), partial(_keep, firm, key, days, reason))
    story.plan(story.now - timedelta(hours=7), partial(_account, firm))


def ask(story: Story, firm: Firm) -> None:
    """A promise that is too large for one product person waits for the manager."""
    areas = [area for area in ProductArea.objects.select_related("parent") if area.promise_needs_manager_above]
    waiting = Ticket.objects.filter(stage=Stage.TO_DECIDE).select_related("assessment", "product_area__parent")
    limit = ProductArea.objects.limit_of
    costly = (t for t in waiting.order_by("pk") if t.assessment and t.assessment.monthly_cost > limit(t.product_area))
    ticket = next(costly, None)
    if ticket is None or not areas:
        return
    new = NewItem(
        title="Make it right the same day",
        problem="Whoever tells us on the same morning waits for two days.",
        promise="From now on we make it right on the day you tell us.",
    )
    message = "Thank you for telling us. From now on we make it right on the day you tell us."
    with moved_to(story.now - timedelta(minutes=40)):
        if ticket.waiting_since < story.now - timedelta(minutes=40):
            ask_a_manager(
                ticket,
                by=firm.people[PRODUCT],
                message=message,
                rationale="Two hundred times a month is much, but a process does it.",
                new_item=new,
            )


def _keep(firm: Firm, key: str, days: int, reason: str, at: datetime) -> None:
    if item := firm.items.get(key):
        keep(item, by=firm.people[MANAGER], reason=reason, review_on=(at + timedelta(days=days)).date())


def _translate(firm: Firm, _at: datetime) -> None:
    for key, promise in _IN_THE_OTHER_LANGUAGE.items():
        if key in firm.items:
            edit(Item.objects.get(pk=firm.items[key].pk), by=firm.people[PRODUCT], promise_other=promise)


def _account(firm: Firm, at: datetime) -> None:
    for key, (times, each) in _MONTHS.items():
        month = at.date()
        for count in times if key in firm.items else []:
            month = month_before(month)
            account_for(firm.items[key], by=firm.people[PRODUCT], month=month, times=count, cost_each_time=each)
    watch_promises()

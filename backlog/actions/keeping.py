"""Keep, change or retire a promise in force; and account for what it really took."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from backlog.actions.sense import need_another_language, need_countable_money
from backlog.actions.shaping import need_a_manager_for_a_costly_promise, need_a_promise_in_force
from backlog.events import PromiseAccounted, PromiseChanged, PromiseKept, PromiseRetired
from backlog.models import Item, PromiseUse
from backlog.workflow import KEEPERS, ItemStage
from common import text
from common.clock import now, today
from common.locking import lock
from common.refusals import Conflict, Forbidden, Invalid, gather
from journal.actions import record
from journal.actors import Actor

REASON_LIMIT = 2000
EACH_TIME_LIMIT = 10**12
TIMES_LIMIT = 100_000_000


@transaction.atomic
def keep(item: Item, *, by: Actor, reason: str, review_on: date | None) -> Item:
    """Look at a promise and stand by it until the next review day."""
    _hold_what_binds_us(item, by)
    gather(lambda: _need_a_reason(reason), lambda: _need_a_day_to_come(review_on))
    assert review_on is not None
    item.review_on = review_on
    item.save(update_fields=["review_on"])
    event = PromiseKept(item_id=item.pk, reason=reason, review_on=review_on.isoformat())
    record(event, about=item, by=by)
    return item


@transaction.atomic
def change(
    item: Item,
    *,
    by: Actor,
    reason: str,
    promise: str | None = None,
    promise_other: str | None = None,
    monthly_cost: Decimal | None = None,
    review_on: date | None = None,
) -> Item:
    """Promise something else from now on, or for another cost a month; what is None stays as it is."""
    _hold_what_binds_us(item, by)
    old_promise, old_cost, old_other = item.promise, item.monthly_cost, item.promise_other
    item.promise_other = _in_the_other_language(item, promise, promise_other)
    item.promise = old_promise if promise is None else promise
    item.monthly_cost = old_cost if monthly_cost is None else monthly_cost
    gather(
        lambda: _need_a_reason(reason),
        lambda: text.need(promise=item.promise),
        lambda: text.allow(promise=item.promise, limit=2000),
        lambda: need_another_language(item),
        lambda: need_countable_money(monthly_cost=item.monthly_cost),
        lambda: None if review_on is None else _need_a_day_to_come(review_on),
    )
    if (item.promise, item.monthly_cost, item.promise_other) == (old_promise, old_cost, old_other):
        raise Invalid({"promise": _("Nothing changes: write the new promise, or what it costs from now on.")})
    need_a_manager_for_a_costly_promise(item, by)
    item.version, item.review_on = item.version + 1, review_on or item.review_on
    item.save(update_fields=["promise", "promise_other", "monthly_cost", "version", "review_on"])
    event = PromiseChanged(
        item_id=item.pk,
        reason=reason,
        old_promise=old_promise,
        new_promise=item.promise,
        old_cost=str(old_cost),
        new_cost=str(item.monthly_cost),
    )
    record(event, about=item, by=by)
    return item


def _in_the_other_language(item: Item, promise: str | None, other: str | None) -> str:
    """Where the promise changes and nothing is said of the other one, that is gone: it would be outdated."""
    if other is not None:
        return other
    return item.promise_other if promise in {None, item.promise} else ""


@transaction.atomic
def retire(item: Item, *, by: Actor, reason: str) -> Item:
    """End a promise that was shipped: from now on it binds us no more and takes nothing of the budget.

    Its stage stays and its tickets stay accepted: what was promised to them was done. What is still being built
    was done for nobody yet; that is dropped instead, and its customers are told why (docs/decisions/0006).
    """
    _hold_what_binds_us(item, by)
    if item.stage not in {ItemStage.SHIPPED, ItemStage.VERIFIED}:
        said = _("{reference} is not shipped yet. Take the promise back instead, and tell its customers why.")
        raise Conflict(said.format(reference=item.reference))
    _need_a_reason(reason)
    item.retired_at, item.review_on = now(), None
    item.save(update_fields=["retired_at", "review_on"])
    record(PromiseRetired(item_id=item.pk, reason=reason), about=item, by=by, at=item.retired_at)
    return item


@transaction.atomic
def account_for(item: Item, *, by: Actor, month: date, times: int, cost_each_time: Decimal) -> PromiseUse:
    """Enter how often the promise was really needed in a month, and what it cost each time; again to correct it."""
    lock(item)
    _keepers_only(by)
    if not item.promise or item.stage == ItemStage.DROPPED:
        raise Conflict(_("{reference} promises nothing.").format(reference=item.reference))
    gather(
        lambda: _need_a_month_that_began(month),
        lambda: _need_possible_times(times),
        lambda: need_countable_money(EACH_TIME_LIMIT, cost_each_time=cost_each_time),
    )
    use, _is_new = PromiseUse.objects.update_or_create(
        item=item,
        month=month.replace(day=1),
        defaults={
            "times": times,
            "cost_each_time": cost_each_time,
            "how": PromiseUse.How.ENTERED,
            "by_id": by.pk,
            "at": now(),
        },
    )
    use.refresh_from_db()
    event = PromiseAccounted(item_id=item.pk, month=f"{use.month:%Y-%m}", times=times, cost=str(use.cost))
    record(event, about=item, by=by, at=use.at)
    return use


def _hold_what_binds_us(item: Item, by: Actor) -> None:
    lock(item)
    _keepers_only(by)
    need_a_promise_in_force(item)
    if not item.is_in_force:
        raise Conflict(_("{reference} promises nothing.").format(reference=item.reference))


def _keepers_only(by: Actor) -> None:
    if by.role not in KEEPERS:
        raise Forbidden(_("Product people and managers look after promises."))


def _need_a_reason(reason: str) -> None:
    text.need(reason=reason)
    text.allow(reason=reason, limit=REASON_LIMIT)


def _need_a_day_to_come(review_on: date | None) -> None:
    if review_on is None:
        raise Invalid({"review_on": text.NEEDED})
    if review_on <= today():
        raise Invalid({"review_on": _("This day has to be still to come.")})


def _need_a_month_that_began(month: date) -> None:
    if month > today():
        raise Invalid({"month": _("This month has not begun yet.")})


def _need_possible_times(times: int) -> None:
    if not 0 <= times <= TIMES_LIMIT:
        raise Invalid({"times": _("Between 0 and {n} times a month.").format(n=f"{TIMES_LIMIT:,}")})

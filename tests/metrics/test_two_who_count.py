"""Two count at once, on two connections: the counts are those of one who counts alone."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from common.clock import moved_to, now
from journal import gathering, registry
from journal.models import Delivery
from metrics.actions.comparing import check_everything
from metrics.actions.counting import share_the_ledger
from metrics.actions.rebuilding import rebuild
from metrics.actions.recounting import REACTION, have_the_ledger, recount
from metrics.models import Count
from tests import make
from tests.tickets.test_races import at_once


@pytest.mark.django_db(transaction=True)
def test_what_two_count_at_once_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry._most, REACTION, 5)
    area = make.an_area()
    for _n in range(6):
        make.an_accepted_ticket(product_area=area)
    waiting = Delivery.objects.undone().filter(reaction=REACTION)
    day = make.a_ticket(product_area=area).received_at.date()

    def count() -> int:
        return sum(iter(lambda: gathering.gather(REACTION), 0))

    def count_again() -> int:
        return sum(recount(day) for _time in range(3)) * 0

    entries = waiting.count()
    assert sum(at_once(count, count, count_again)) == entries
    assert not waiting.exists()
    assert Count.objects.get(cut="all", grain="d").received == 7
    assert list(check_everything()) == []


@pytest.mark.django_db(transaction=True)
def test_months_counted_again_by_two_hands_while_a_third_counts_on_are_those_of_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(registry._most, REACTION, 3)
    area = make.an_area()
    for days in range(0, 150, 12):
        with moved_to(now() - timedelta(days=days)):
            make.an_accepted_ticket(product_area=area)
    while gathering.gather(REACTION):
        pass
    Count.objects.filter(cut="each", grain="d").update(received=77)
    for days in range(0, 150, 30):
        with moved_to(now() - timedelta(days=days)):
            make.a_heard_ticket(product_area=area)

    def count_on() -> int:
        return sum(iter(lambda: gathering.gather(REACTION), 0))

    def count_again() -> list[int]:
        return [month.entries for month in rebuild(hands=2)]

    waited, counted = at_once(count_on, count_again)
    assert waited == 10
    assert len(counted) >= 5
    assert list(check_everything()) == []
    assert sum(Count.objects.filter(cut="all", grain="m").values_list("received", flat=True)) == 18


ADD, JUNE, JULY = (
    share_the_ledger,
    partial(have_the_ledger, "counts of June"),
    partial(have_the_ledger, "counts of July"),
)


@pytest.mark.parametrize(
    ("first", "second", "waits"),
    [
        pytest.param(ADD, ADD, False, id="two who add do not wait for each other"),
        pytest.param(ADD, JUNE, True, id="who counts again waits for who adds"),
        pytest.param(JUNE, ADD, True, id="who adds waits for who counts again"),
        pytest.param(JUNE, JULY, False, id="two who count different days again do not wait"),
        pytest.param(JUNE, JUNE, True, id="two who count the same again do"),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_who_waits_for_whom(first: Callable[[], None], second: Callable[[], None], waits: bool) -> None:
    has_it = Event()

    def take() -> None:
        try:
            with transaction.atomic():
                second()
                has_it.set()
        finally:
            connection.close()

    other = Thread(target=take)
    with transaction.atomic():
        first()
        other.start()
        assert has_it.wait(0.5 if waits else 10) is not waits
    other.join(10)
    assert has_it.is_set()

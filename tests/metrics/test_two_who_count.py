"""Two workers count the same entries at once, on two connections: the counts are those of one who counts alone."""

import pytest

from journal import gathering, registry
from journal.models import Delivery
from metrics.actions.comparing import check_everything
from metrics.actions.recounting import REACTION, recount
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

"""Which documents hold these words, however many there are?"""

import pytest

from common.finding import WINDOW
from common.models import Document
from common.words import asked

pytestmark = pytest.mark.django_db
NUMBERS = [1, 2, 3 * WINDOW, 30 * WINDOW - 1, 30 * WINDOW]
"""Old ones, one in the middle, and the newest."""


@pytest.fixture(autouse=True)
def _documents() -> None:
    Document.objects.write("ticket", [(number, ["The parcel came late."]) for number in NUMBERS])
    Document.objects.write("customer", [(7, ["Late Parcels Ltd"])])


@pytest.mark.parametrize("most", [1, 2, 3, 4, 5, 6])
def test_the_newest_are_found_first_and_the_oldest_where_those_are_too_few(most: int) -> None:
    assert Document.objects.numbers("ticket", asked("parcel"), most=most) == sorted(NUMBERS, reverse=True)[:most]


def test_each_kind_has_its_own_newest() -> None:
    found = Document.objects.best(["ticket", "customer"], asked("parcel late"))
    assert sorted((one.kind, one.about_id) for one in found) == [("customer", 7), *(("ticket", n) for n in NUMBERS)]
    assert Document.objects.numbers("customer", asked("parcel")) == [7]


def test_one_question_finds_them(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert Document.objects.numbers("ticket", asked("nowhere")) == []

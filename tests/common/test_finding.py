"""Which documents hold these words, however many there are?"""

from typing import Any

import pytest
from django.db import connection

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


def test_what_is_rare_is_found_by_its_word_and_not_by_the_numbers_of_its_whole_kind() -> None:
    """At a million tickets the numbers of a kind took 300 ms, those that have the word 30."""
    plans: list[str] = []

    def explain(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "everywhere" in sql:
            execute(f"SET LOCAL enable_seqscan = off; EXPLAIN {sql}", params, many, context)
            plans.append("\n".join(line for (line,) in context["cursor"].fetchall()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        Document.objects.numbers("ticket", asked("parcel"))
    [plan] = plans
    assert "a_thing_has_one_document" in plan
    assert "document_pieces" in plan.partition("CTE everywhere")[2]
    assert "a_thing_has_one_document" not in plan.partition("CTE everywhere")[2]

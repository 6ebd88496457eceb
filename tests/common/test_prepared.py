"""A prepared question answers as the queryset itself does, whatever it is asked with."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from common.prepared import Prepared, among
from tests import make
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@Prepared
def _of(pks: list[int], since: datetime) -> QuerySet[Ticket]:
    return Ticket.objects.filter(among("pk", pks), received_at__gt=since).drawn().order_by("pk")


@Prepared
def _references(pk: int) -> QuerySet[Ticket, int]:
    return Ticket.objects.filter(pk__gte=pk).order_by("pk").values_list("pk", flat=True)


def test_it_finds_what_each_asking_asks_for_and_not_what_the_first_one_did() -> None:
    """Its statement is kept, its answers are not."""
    one, two = make.a_ticket(), make.a_ticket()
    long_ago, later = datetime(2000, 1, 1, tzinfo=UTC), two.received_at + timedelta(days=1)
    assert _of(pks=[one.pk, two.pk], since=long_ago) == [one, two]
    assert _of(pks=[two.pk], since=long_ago) == [two]
    assert _of(pks=[], since=long_ago) == []
    assert _of(pks=[one.pk, two.pk], since=later) == []
    assert _references(pk=two.pk) == [two.pk]


def test_what_was_selected_along_with_it_costs_no_question_more() -> None:
    """`select_related` holds as in any queryset."""
    ticket = make.a_ticket()
    with CaptureQueriesContext(connection) as asked:
        found = _of(pks=[ticket.pk], since=datetime(2000, 1, 1, tzinfo=UTC))[0]
        assert found.customer == ticket.customer
    assert len(asked) == 1


def test_a_parameter_that_does_not_reach_the_statement_is_a_mistake() -> None:
    """Otherwise its value would be that of the first asking for ever."""

    def ask(pk: int, number: int) -> QuerySet[Ticket]:
        return Ticket.objects.filter(pk=pk)

    careless: Prepared[Any] = Prepared(ask)
    with pytest.raises(ValueError, match="number"):
        careless(pk=1, number=2)

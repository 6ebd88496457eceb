"""Days are summed up to weeks and months, however few of them PostgreSQL expects."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from common.clock import today
from metrics.actions.comparing import wrong_sums
from metrics.actions.recounting import coarsen
from metrics.cuts import Cut
from metrics.models import Count
from metrics.spans import DAY
from tests import make
from tests.following import let_be_counted


@pytest.mark.parametrize("deed", [coarsen, wrong_sums])
@pytest.mark.django_db
def test_days_in_no_statistics_are_not_held_each_against_every_other(deed: Callable[..., Any]) -> None:
    long_ago = today() - 400 * DAY
    old = (Count(cut=cut, grain="d", first=long_ago, area_id=n) for n in range(2000) for cut in (Cut.EACH, Cut.FINEST))
    Count.objects.bulk_create(old)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE metrics_count")
    make.a_ticket()
    let_be_counted()
    plans: list[str] = []

    def explain(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "more_keys" in sql:
            execute(f"EXPLAIN {sql}", params, many, context)
            plans.extend(line for (line,) in context["cursor"].fetchall())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        deed(today(), today())
    assert any("Join" in line for line in plans)
    assert not [line for line in plans if "Nested Loop" in line]

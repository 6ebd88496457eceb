"""What numbers should reach, what managers get every week, and what shows at once."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import User
from common.clock import moved_to, now
from common.tables import csv_safe
from journal.models import Entry
from metrics.actions.goals import goals
from metrics.actions.latest import COUNTER
from notifications.actions.digesting import go_on
from notifications.models import CapturedMail
from tests import make
from tests.doors import APIClient
from tests.following import let_follow


def test_managers_set_goals_by_both_doors_and_the_dashboard_draws_them(max_: User, client: Client) -> None:
    client.force_login(max_)
    assert client.post("/dashboard/goals/", {"acceptance": "60", "heard_half": "8", "seen": "{}"}).status_code == 302
    assert goals() == {"acceptance": 0.6, "heard_half": 8 * 3600}
    caller = APIClient()
    caller.force_authenticate(max_)
    body = {"goals": {"acceptance": 0.7, "heard_half": None}}
    assert caller.post("/api/v1/metrics/goals/", body, format="json").json() == {"goals": {"acceptance": 0.7}}
    board = client.get("/dashboard/").context["board"]
    assert (
        board.goal,
        [entry.plain["new"] for entry in Entry.objects.filter(kind="GoalSet", plain__figure="acceptance")],
    ) == (
        0.7,
        [0.6, 0.7],
    )


@pytest.mark.parametrize("wrong", [{"acceptance": 1.2}, {"received": 5}, {"nonsense": 1}])
def test_a_goal_that_can_never_be_is_refused(max_: User, wrong: dict[str, float]) -> None:
    caller = APIClient()
    caller.force_authenticate(max_)
    assert caller.post("/api/v1/metrics/goals/", {"goals": wrong}, format="json").status_code == 422
    assert goals() == {}


def test_two_who_set_goals_at_once_do_not_overwrite_each_other(max_: User, client: Client, pia: User) -> None:
    client.force_login(max_)
    client.post("/dashboard/goals/", {"acceptance": "60", "seen": "{}"})
    late = client.post("/dashboard/goals/", {"acceptance": "50", "seen": "{}"})
    assert (late.status_code, goals()) == (409, {"acceptance": 0.6})
    assert "50" in late.content.decode()
    client.force_login(pia)
    assert client.post("/dashboard/goals/", {"acceptance": "50", "seen": "{}"}).status_code == 403


def test_managers_get_the_numbers_once_a_week(max_: User, pia: User) -> None:
    monday = datetime(2026, 3, 2, 8, 30, tzinfo=timezone.get_default_timezone())
    with moved_to(monday - timedelta(days=3)):
        make.an_accepted_ticket()
    let_follow()
    while go_on(monday):
        pass
    while go_on(monday + timedelta(hours=1)):
        pass
    let_follow()
    mail = CapturedMail.objects.get(to=max_.email, subject__contains="numbers of the week")
    assert "Acceptance rate: 100 %" in mail.text
    assert "first=2026-02-23&last=2026-03-01" in mail.text
    assert not CapturedMail.objects.filter(to=pia.email, subject__contains="numbers").exists()


def test_the_strip_shows_a_complaint_as_soon_as_it_is_followed_and_is_silent_otherwise(
    max_: User, client: Client, django_assert_max_num_queries: Any
) -> None:
    cache.delete(COUNTER)
    client.force_login(max_)
    seen = client.get("/dashboard/latest/").context["counted"]
    with django_assert_max_num_queries(2):  # who asks, no more
        assert client.get("/dashboard/latest/", {"seen": seen}).status_code == 204
    make.a_ticket(verbatim="The lid was open.")
    let_follow()
    assert "The lid was open." in client.get("/dashboard/latest/", {"seen": seen}).content.decode()


def test_every_picture_has_its_table_and_no_cell_is_a_formula(max_: User, client: Client) -> None:
    from metrics.tables import TABLES

    with moved_to(now() - timedelta(days=3)):
        make.an_accepted_ticket(product_area=make.an_area(name="=1+1"))
    let_follow()
    client.force_login(max_)
    for name in TABLES:
        answer = client.get(f"/dashboard/tables/{name}.csv")
        assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
        assert len(answer.content.decode().splitlines()) > 1 or name == "worked"
    assert "'=1+1" in client.get("/dashboard/tables/areas.csv").content.decode()
    assert client.get("/dashboard/tables/nonsense.csv").status_code == 404
    assert client.get("/dashboard/tables/trend.csv", {"first": "soon"}).status_code == 404


@pytest.mark.parametrize("odd", ["=A1", " +1", "-2", "@x", "\t=1", "＝1", "　=1"])
def test_what_begins_like_a_formula_is_text(odd: str) -> None:
    assert csv_safe(odd) == f"'{odd}"
    assert (csv_safe(-2), csv_safe("a=1"), csv_safe(None)) == ("-2", "a=1", "")

"""The dashboard: every number is the count of what stands behind it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from accounts.models import User
from common.clock import moved_to, now, today
from metrics.actions.counting import COLUMNS
from metrics.cuts import SPLITS, cut_for
from metrics.models import Measure
from metrics.spans import Grain
from tests import make
from tests.doors import APIClient
from tests.following import let_be_counted
from tests.metrics.test_counting import a_little_of_everything

MEASURES = [name for name in COLUMNS if name != "proposed"]
"""Everything that is counted of tickets."""


@pytest.fixture
def maxs(max_: User, client: Client) -> Client:
    """Max's browser."""
    client.force_login(max_)
    return client


def behind(client: Client, measure: str, asked: dict[str, Any]) -> list[str]:
    """Every row behind a number, over all pages."""
    rows, cursor = [], ""
    while True:
        told = client.get(f"/dashboard/{measure}/", asked | {"cursor": cursor}).context
        rows += [row.pk for row in told["page"].rows]
        cursor = told["page"].next
        if not cursor:
            return rows


def test_every_number_is_the_count_of_the_rows_behind_it(maxs: Client) -> None:
    from tickets.models import ProductArea

    team = make.a_team(make.someone())
    for stage in ("to_assess", "accepted", "declined"):
        make.a_ticket_of(stage, customer=make.a_customer(company="Another"), channel="chat")
    a_little_of_everything(make.a_customer(company="Firm"))
    let_be_counted()
    area, day = ProductArea.objects.latest("pk").pk, timedelta(days=1)
    firm = {"company": "Firm"}
    for asked in (
        firm,
        firm | {"area": area, "channel": "chat", "language": "en"},
        {},
        {"area": area},
        {"team": team.pk},
        {"area": area, "channel": "chat"},
        {"first": (today() - 4 * day).isoformat(), "last": (today() - day).isoformat()},
    ):
        _is_the_count_of_the_rows_behind_it(maxs, asked)
    for week in [week for week in maxs.get("/dashboard/").context["board"].weeks if any(week.n.values())]:
        days = {"first": week.first.isoformat(), "last": week.last.isoformat()}
        counted = [measure for measure in MEASURES if week.n[measure]] + MEASURES[:1]
        assert {m: len(behind(maxs, m, days)) for m in counted} == {m: week.n[m] for m in counted}


def _many(cell: tuple[str, int]) -> int:
    return cell[1]


def test_every_number_of_a_narrowed_dashboard_leads_to_what_is_narrowed_the_same_way(maxs: Client) -> None:
    area = make.an_area()
    make.a_ticket(customer=make.a_customer(company="Firm"), channel="chat", product_area=area)
    let_be_counted()
    page = maxs.get("/dashboard/", {"company": "Firm", "channel": "chat", "language": "en"}).content.decode()
    numbers = re.findall(r'href="(/dashboard/[a-z_]+/\?[^"]*)"', page)
    assert [one for one in numbers if "channel=chat" not in one or "company=Firm" not in one] == []
    assert any(f"area={area.pk}" in one for one in numbers)
    [hour] = [one for one in numbers if re.search(r"detail=\d-\d", one)]
    assert len(maxs.get(hour.replace("&amp;", "&")).context["tickets"]) == 1
    for nonsense in ("9-9", "x", "1-99", "²-³"):
        assert maxs.get("/dashboard/received/", {"detail": nonsense}).context["tickets"] == []


def _is_the_count_of_the_rows_behind_it(maxs: Client, asked: dict[str, Any]) -> None:
    board = maxs.get("/dashboard/", asked).context["board"]
    assert board.totals["received"] > 0, asked
    said = {measure: len(behind(maxs, measure, asked)) for measure in MEASURES}
    assert said == {measure: board.totals[measure] for measure in MEASURES}, asked
    assert len(behind(maxs, "decided", asked)) == board.totals["accepted"] + board.totals["declined"]
    for row in board.reasons:
        assert len(behind(maxs, "declined", asked | {"detail": row["reason"]})) == row["n"], row
    hour, loudest = max(((f"{d}-{h}", n) for d, hours in enumerate(board.heat) for h, n in enumerate(hours)), key=_many)
    assert len(behind(maxs, "received", asked | {"detail": hour})) == loudest
    for waiting in board.waiting:
        assert len(behind(maxs, "waiting", asked | {"detail": waiting.capability.pk})) == waiting.n


def test_a_ticket_that_was_assessed_twice_is_two_assessments(pia: User, maxs: Client) -> None:
    from backlog.actions.promotion import question
    from tickets.actions.assessing import assess

    ticket = question(make.an_assessed_ticket(), by=pia, body="Really?")
    assess(ticket, by=pia, weighing=make.answers(), finding="sustainable")
    let_be_counted()
    assert maxs.get("/dashboard/").context["board"].totals["assessed"] == 2
    assert len(maxs.get("/dashboard/assessed/").context["tickets"]) == 2


def test_the_rate_is_accepted_of_decided(maxs: Client) -> None:
    for stage in ("accepted", "declined", "declined", "declined"):
        make.a_ticket_of(stage)
    let_be_counted()
    board = maxs.get("/dashboard/").context["board"]
    assert board.acceptance == 0.25
    assert board.weeks[-1].acceptance == 0.25
    assert "25 %" in maxs.get("/dashboard/").content.decode()


def test_without_a_decision_there_is_no_rate(maxs: Client) -> None:
    make.a_ticket()
    let_be_counted()
    assert maxs.get("/dashboard/").context["board"].acceptance is None


def test_an_empty_dashboard_is_still_a_page(maxs: Client) -> None:
    answer = maxs.get("/dashboard/")
    assert answer.status_code == 200
    assert set(answer.context["board"].totals.values()) == {0}
    for measure in [*MEASURES, "waiting"]:
        assert maxs.get(f"/dashboard/{measure}/").status_code == 200


def test_the_period_is_twelve_weeks_until_today_unless_asked(maxs: Client) -> None:
    scope = maxs.get("/dashboard/").context["scope"]
    assert (scope.last, scope.first.weekday()) == (today(), 0)
    assert len(maxs.get("/dashboard/").context["board"].weeks) == 12


def test_weeks_begin_on_monday_and_cover_the_period(maxs: Client) -> None:
    board = maxs.get("/dashboard/", {"first": "2025-01-15", "last": "2025-02-05"}).context["board"]
    assert [str(week.first) for week in board.weeks] == ["2025-01-15", "2025-01-20", "2025-01-27", "2025-02-03"]
    assert (str(board.weeks[0].last), str(board.weeks[-1].last)) == ("2025-01-19", "2025-02-05")


@pytest.mark.parametrize(
    "asked",
    [
        {"first": "2025-02-01", "last": "2025-01-01"},
        {"first": "1990-01-01"},
        {"last": "soon"},
        {"channel": "pigeon"},
        {"area": "987654321"},
    ],
)
def test_an_odd_period_is_said_to_be_one(maxs: Client, asked: dict[str, str]) -> None:
    assert maxs.get("/dashboard/", asked).status_code == 422


@pytest.mark.parametrize("measure", ["nonsense", "day", "n"])
def test_an_unknown_number_is_not_found(maxs: Client, measure: str) -> None:
    assert maxs.get(f"/dashboard/{measure}/").status_code == 404


@pytest.mark.parametrize("many", [1, 15])
def test_the_cost_does_not_grow_with_the_tickets(maxs: Client, django_assert_max_num_queries, many: int) -> None:
    for _ in range(many):
        make.a_declined_ticket(waiting_for=make.a_capability(), product_area=make.an_area())
    let_be_counted()
    with django_assert_max_num_queries(13):  # one of them since a test is a transaction (`_SORTED`)
        maxs.get("/dashboard/")
    with django_assert_max_num_queries(12):
        maxs.get("/dashboard/declined/")


@pytest.mark.parametrize("role", ["agent", "product", "manager", "admin", "viewer"])
def test_everyone_who_works_here_sees_the_dashboard(client: Client, db: None, role: str) -> None:
    client.force_login(make.a_colleague("Someone", role))
    assert client.get("/dashboard/").status_code == 200


def ask(user: User, **question: str) -> Any:
    client = APIClient()
    client.force_authenticate(user)
    return client.get("/api/v1/metrics/acceptance/", question)


def test_the_api_says_the_same_numbers(max_: User, maxs: Client) -> None:
    a_little_of_everything()
    let_be_counted()
    board, body = maxs.get("/dashboard/").context["board"], ask(max_).json()
    assert (body["totals"], body["acceptance"], body["medians"]) == (board.totals, board.acceptance, board.medians)
    assert (body["first"], body["groups"]) == (str(board.scope.first), [])


def test_the_groups_of_the_api_add_up(max_: User) -> None:
    a_little_of_everything()
    let_be_counted()
    for by in ("area", "channel", "week", "area,channel", "week,area,channel"):
        body = ask(max_, by=by).json()
        for measure in MEASURES:
            assert sum(group[measure] for group in body["groups"]) == body["totals"][measure], (by, measure)
        assert set(by.split(",")) <= set(body["groups"][0])


def test_the_api_narrows_by_period_area_and_channel(max_: User) -> None:
    area = make.an_area()
    make.a_ticket(product_area=make.an_area(parent=area), channel="chat")
    make.a_ticket(product_area=area, channel="phone")
    with moved_to(now() - timedelta(days=40)):
        make.a_ticket(product_area=area, channel="chat")
    let_be_counted()
    said = {
        "from": (today() - timedelta(days=7)).isoformat(),
        "to": today().isoformat(),
        "area": str(area.pk),
        "channel": "chat",
    }
    assert ask(max_, **said).json()["totals"]["received"] == 1


@pytest.mark.parametrize(
    "asked",
    [
        {"by": "colour"},
        {"from": "soon"},
        {"from": "2025-02-01", "to": "2025-01-01"},
        {"area": "x"},
        {"channel": "pigeon"},
    ],
)
def test_the_api_refuses_an_odd_question(max_: User, asked: dict[str, str]) -> None:
    answer = ask(max_, **asked)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")


def test_every_measure_has_its_word() -> None:
    assert all(str(measure.label) for measure in Measure)


@pytest.mark.parametrize(
    ("asked", "of_days", "of_months"),
    [
        ("", "all", "all"),
        ("area", "area", "area"),
        ("company", "finest", "company"),
        ("company area", "finest", "co_area"),
        ("company team", "finest", "co_team"),
        ("company channel", "finest", None),
        ("company area team", "finest", None),
        ("area channel", "each", "each"),
        ("channel language", "but_area", "but_area"),
        ("language team", "but_area", "but_area"),
    ],
)
def test_a_question_is_answered_from_the_coarsest_cut_that_is_kept(asked: str, of_days: str, of_months: str) -> None:
    columns = {SPLITS[name] for name in asked.split()}
    assert (cut_for(columns, Grain.DAY), cut_for(columns, Grain.MONTH)) == (of_days, of_months)


def test_the_database_knows_how_many_entries_are_of_an_area(db: None) -> None:
    """Or the tickets behind a number of two years are found by looking at all of them: 149 ms of 100,000 tickets, else 17."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_statisticsobjdef_expressions(oid) FROM pg_statistic_ext")
        known = " ".join(str(said) for row in cursor.fetchall() for said in row[0] or [])
    for name in ("is_first", *SPLITS.values()):
        assert name == "company_id" or f"'{name}'" in known, name


def test_what_is_asked_in_a_transaction_leaves_no_setting_behind(maxs: Client) -> None:
    def sorts() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW enable_sort")
            return str(cursor.fetchone()[0])

    with transaction.atomic():
        assert maxs.get("/dashboard/").status_code == 200
        assert sorts() == "on"

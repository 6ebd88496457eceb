"""Promises: everything that binds us, and what it costs a month."""

import pytest
from django.test import Client

from accounts.models import User
from backlog.actions.keeping import keep, retire
from backlog.models import Item
from common.clock import today
from tests import make
from tests.backlog.reviews import soon, two_dear_months
from tests.backlog.test_move import an_item_of
from tickets.models import ProductArea


@pytest.fixture
def maxs(max_: User, client: Client) -> Client:
    """Max's browser."""
    client.force_login(max_)
    return client


def test_every_promise_in_force_is_there_and_no_other(maxs: Client) -> None:
    kept = [an_item_of(stage, title=stage) for stage in ("proposed", "ready", "shipped", "verified")]
    an_item_of("dropped")
    make.an_item(promise="")
    assert {item.title for item in maxs.get("/promises/").context["page"].rows} == {item.title for item in kept}


def test_a_gauge_says_how_much_of_a_budget_is_spent(maxs: Client) -> None:
    area = make.an_area(budget=1000)
    make.an_item(product_area=area, monthly_cost=200)
    make.an_item(product_area=make.an_area(parent=area), monthly_cost=50)
    an_item_of("dropped", product_area=area, monthly_cost=700)
    (gauge,) = maxs.get("/promises/").context["gauges"]
    assert (gauge["area"], gauge["spent"], gauge["left"], gauge["percent"]) == (area, 250, 750, 25)


@pytest.mark.parametrize(("budget", "cost"), [(0, 0), (0, 5), (10, 100)])
def test_an_overspent_or_empty_budget_is_still_a_gauge(maxs: Client, budget: int, cost: int) -> None:
    make.an_item(product_area=make.an_area(budget=budget), monthly_cost=cost)
    answer = maxs.get("/promises/")
    assert answer.status_code == 200
    assert answer.context["gauges"][0]["left"] == budget - cost


def test_a_part_with_its_own_budget_has_its_own_gauge(maxs: Client) -> None:
    part = make.an_area(parent=make.an_area(budget=1000), budget=100)
    make.an_item(product_area=part, monthly_cost=60)
    assert [gauge["left"] for gauge in maxs.get("/promises/").context["gauges"]] == [940, 40]
    assert ProductArea.objects.budget_left(part) == 40


@pytest.mark.parametrize("many", [2, 20])
def test_the_cost_does_not_grow(maxs: Client, django_assert_max_num_queries, many: int) -> None:
    for _ in range(many):
        item = make.an_item(product_area=make.an_area(budget=100))
        make.an_accepted_ticket(item)
    with django_assert_max_num_queries(12):
        assert maxs.get("/promises/").status_code == 200


def test_promises_come_page_by_page(maxs: Client) -> None:
    for n in range(52):
        make.an_item(title=f"Item {n}")
    first = maxs.get("/promises/").context["page"]
    second = maxs.get("/promises/", {"cursor": first.next}).context["page"]
    assert (len(first.rows), len(second.rows), second.next) == (50, 2, "")


def test_due_for_review_is_what_has_reached_its_day(maxs: Client, pia: User) -> None:
    due, later = make.an_item(title="Due"), make.an_item(title="Later")
    for item in (due, later):
        keep(item, by=pia, reason="So.", review_on=soon())
    Item.objects.filter(pk=due.pk).update(review_on=today())
    answer = maxs.get("/promises/", {"show": "due"})
    assert [item.title for item in answer.context["page"].rows] == ["Due"]
    assert answer.context["counts"]["due"] == 1


def test_over_plan_is_what_was_too_dear_for_two_months(maxs: Client) -> None:
    two_dear_months(make.an_item(title="Dear", monthly_cost=100))
    two_dear_months(make.an_item(title="Fine", monthly_cost=1000))
    assert [i.title for i in maxs.get("/promises/", {"show": "over"}).context["page"].rows] == ["Dear"]


def test_plan_and_actual_stand_side_by_side(maxs: Client) -> None:
    two_dear_months(make.an_item(monthly_cost=150))
    (row,) = maxs.get("/promises/").context["page"].rows
    assert (row.monthly_cost, row.actual_cost, row.actual_times) == (150, 200, 2)


def test_what_is_retired_binds_nobody_and_is_not_listed(maxs: Client, pia: User) -> None:
    retire(an_item_of("shipped"), by=pia, reason="Done.")
    assert maxs.get("/promises/").context["page"].rows == []


@pytest.mark.parametrize("show", ["due", "over", "nonsense"])
def test_every_list_costs_the_same(maxs: Client, django_assert_max_num_queries, show: str) -> None:
    for _ in range(5):
        two_dear_months(make.an_item(monthly_cost=1))
    Item.objects.update(review_on=today())
    with django_assert_max_num_queries(12):
        assert len(maxs.get("/promises/", {"show": show}).context["page"].rows) == 5

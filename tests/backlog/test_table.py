"""The table: items sorted by what one asks, page by page; the order by hand stays."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from accounts.actions.saved import keep_view
from accounts.models import User
from backlog.actions.weighing import weigh_all
from backlog.models import Item
from common.clock import moved_to, now
from tests import make
from tests.backlog.shipped import spoke
from tests.backlog.test_move import an_item_of
from tests.doors import APIClient


@pytest.fixture
def pias(pia: User, client: Client) -> Client:
    """Pia's browser."""
    client.force_login(pia)
    return client


@pytest.fixture
def three(pia: User) -> list[Item]:
    """Three items, each more than the one before in everything."""
    items = []
    owners = {n: make.a_colleague(f"P{n}", "product") for n in (3, 2, 1)}
    for n in (1, 2, 3):
        with moved_to(now() - timedelta(days=n)):
            item = make.an_item(title=f"Item {n}", product_area=make.an_area(), monthly_cost=n, estimate=Decimal(1))
        Item.objects.filter(pk=item.pk).update(owner=owners[n])
        spoke(item, at=[now()] * n)
        items.append(item)
    weigh_all(before=now())
    return items


def titles(client: Client, **asked: str) -> list[str]:
    return [item.title[-1] for item in client.get("/backlog/table/", asked).context["page"].rows]


def test_every_column_sorts_both_ways(pias: Client, three: list[Item]) -> None:
    for column in ("weight", "voices", "cost", "age", "owner", "area"):
        assert titles(pias, sort=column) == ["1", "2", "3"], column
        assert titles(pias, sort=f"-{column}") == ["3", "2", "1"], column


def test_what_means_nothing_shows_the_heaviest_first(pias: Client, three: list[Item]) -> None:
    for sort in ("", "nonsense", "-", "rank", "\x00"):
        assert titles(pias, sort=sort) == ["3", "2", "1"], sort


def test_a_view_of_the_table_is_kept_with_its_groups_and_order_and_opens_as_a_table(pia: User, pias: Client) -> None:
    asked = {"owner": "me", "stage": "ready", "group": "area", "sort": "-cost"}
    shown = pias.get("/backlog/table/", asked).context["query"]
    view = keep_view(by=pia, place="backlog", name="Dear ones", query=shown)
    opened = pias.get(view.address, follow=True)
    assert opened.redirect_chain[0][0].startswith("/backlog/table/?")
    assert (opened.context["opened"], opened.context["changed"], opened.context["group"]) == (view, False, "area")


def test_the_order_by_hand_stays(pias: Client, three: list[Item]) -> None:
    titles(pias, sort="-weight")
    assert list(Item.objects.column("proposed")) == three


def test_every_row_comes_once_page_by_page(pias: Client) -> None:
    area = make.an_area()
    for n in range(55):
        make.an_item(title=f"Item {n}", monthly_cost=n % 3, product_area=area if n % 2 else None)
    Item.objects.filter(pk__in=list(Item.objects.values_list("pk", flat=True)[:20])).update(owner=None)
    for sort in ("weight", "-weight", "owner", "-area", "age"):
        first = pias.get("/backlog/table/", {"sort": sort}).context["page"]
        second = pias.get("/backlog/table/", {"sort": sort, "cursor": first.next}).context["page"]
        assert (len(first.rows), len(second.rows), second.next) == (50, 5, ""), sort
        assert len({item.pk for item in [*first.rows, *second.rows]}) == 55, sort
        back = pias.get("/backlog/table/", {"sort": sort, "cursor": second.previous}).context["page"]
        assert [item.pk for item in back.rows] == [item.pk for item in first.rows], sort


def test_it_shows_what_is_still_to_be_shipped_or_one_stage(pias: Client) -> None:
    for stage in ("proposed", "shipped", "dropped"):
        an_item_of(stage, title=stage)
    assert [item.title for item in pias.get("/backlog/table/").context["page"].rows] == ["proposed"]
    shown = pias.get("/backlog/table/", {"stage": "shipped"}).context["page"].rows
    assert [item.title for item in shown] == ["shipped"]


def test_an_area_has_its_parts(pias: Client) -> None:
    area = make.an_area()
    make.an_item(title="In", product_area=make.an_area(parent=area))
    make.an_item(title="Out")
    assert [i.title for i in pias.get("/backlog/table/", {"area": str(area.pk)}).context["page"].rows] == ["In"]


def test_a_reader_hears_by_what_it_is_sorted(pias: Client, three: list[Item]) -> None:
    page = pias.get("/backlog/table/", {"sort": "-cost"}).content.decode()
    assert page.count("aria-sort") == 1
    assert "?sort=cost" in page


@pytest.mark.parametrize("many", [2, 14])
def test_the_table_costs_the_same(pias: Client, django_assert_max_num_queries, many: int) -> None:
    for _ in range(many):
        make.an_accepted_ticket(make.an_item(product_area=make.an_area()))
    with django_assert_max_num_queries(12):
        assert pias.get("/backlog/table/").status_code == 200


def test_the_api_sorts_too(pia: User, three: list[Item]) -> None:
    client = APIClient()
    client.force_authenticate(pia)
    for sort, expected in (("-weight", "321"), ("weight", "123"), ("owner", "123")):
        rows = client.get("/api/v1/items/", {"sort": sort, "stage": "proposed"}).json()["results"]
        assert "".join(row["title"][-1] for row in rows) == expected


def test_in_groups_each_says_how_many_and_what_they_cost(pias: Client, three: list[Item]) -> None:
    make.an_item(title="Item 4", product_area=three[0].product_area, monthly_cost=10)
    groups = pias.get("/backlog/table/", {"group": "area", "sort": "-cost"}).context["groups"]
    assert [(group.n, group.cost) for group in groups] == [(2, 11), (1, 2), (1, 3)]
    assert [item.title for item in groups[0].items] == ["Item 4", "Item 1"]
    release = make.a_release(three[1])
    by_release = pias.get("/backlog/table/", {"group": "release"}).context["groups"]
    assert {group.title: group.n for group in by_release} == {"None": 3, str(release): 1}
    assert b"Item 2" in pias.get("/backlog/table/", {"group": "owner"}).content

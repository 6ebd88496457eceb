"""Amend: what an area is called, what its promises may cost, and above what they need a manager."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from journal.models import Entry
from tests import make
from tests.doors import APIClient
from tickets.models import ProductArea

AN_AREA = {
    "name": "Delivery",
    "name_ko": "배송",
    "monthly_promise_budget": "5000",
    "promise_needs_manager_above": "70.50",
}


def html(user: User, area: ProductArea, said: dict[str, Any]) -> int:
    client = Client()
    client.force_login(user)
    status = client.post(f"/settings/areas/{area.pk}/", said).status_code
    return 200 if status == 302 else status


def api(user: User, area: ProductArea, said: dict[str, Any]) -> int:
    client = APIClient()
    client.force_authenticate(user)
    return client.put(f"/api/v1/product-areas/{area.pk}/", said, format="json").status_code


@pytest.mark.parametrize("door", [html, api])
def test_every_door_names_and_limits_an_area(door: Any, ada: User) -> None:
    area = make.an_area()
    assert door(ada, area, AN_AREA) == 200
    area.refresh_from_db()
    assert (area.name, area.name_ko, area.monthly_promise_budget) == ("Delivery", "배송", 5000)
    assert ProductArea.objects.limit_of(area) == Decimal("70.50")
    assert Entry.objects.about(area).get().plain["limit"] == "70.50"


@pytest.mark.parametrize("door", [html, api])
@pytest.mark.parametrize("role", ["agent", "product", "manager", "viewer"])
def test_only_administrators_do(door: Any, role: str, db: None) -> None:
    assert door(make.a_colleague("X", role), make.an_area(), AN_AREA) == 403


@pytest.mark.parametrize("door", [html, api])
@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "}, {"name": "x" * 81}, {"name": "Taken"}, {"monthly_promise_budget": "-1"},
        {"monthly_promise_budget": "1.005"}, {"promise_needs_manager_above": "-1"},
        {"promise_needs_manager_above": "9" * 13}, {"promise_needs_manager_above": "much"},
    ],
)  # fmt: skip
def test_every_door_says_what_does_not_fit(door: Any, wrong: dict[str, str], ada: User) -> None:
    make.an_area("Taken")
    area = make.an_area()
    assert door(ada, area, AN_AREA | wrong) == 422
    assert not Entry.objects.about(area).exists()


def test_the_settings_show_every_area(ada: User, client: Client, django_assert_max_num_queries: Any) -> None:
    for _ in range(9):
        make.an_area(parent=make.an_area())
    client.force_login(ada)
    with django_assert_max_num_queries(12):
        assert len(client.get("/settings/areas/").context["areas"]) == 18

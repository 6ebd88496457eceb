"""Amend: what an area is called, what its promises may cost, and above what they need a manager."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from common.refusals import Invalid
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


def post(user: User, place: str, said: dict[str, Any]) -> list[int]:
    """What both doors answer; a done deed is 201."""
    browser, program = Client(), APIClient()
    browser.force_login(user)
    program.force_authenticate(user)
    asked = said | {"in_use": "yes" if said["in_use"] else "no"} if "in_use" in said else said
    html = browser.post(f"/settings/areas/{place}", {name: value or "" for name, value in asked.items()}).status_code
    api = program.post(f"/api/v1/product-areas/{place}", said, format="json").status_code
    return [201 if html == 302 else html, api]


def test_an_area_and_a_part_of_it_are_added(ada: User, ana: User) -> None:
    top = make.an_area()
    assert post(ada, "", {"name": "Delivery", "parent": top.pk}) == [201, 422]  # the second is of the same name
    part = ProductArea.objects.get(name="Delivery")
    assert part.parent == top
    assert [entry.kind for entry in Entry.objects.about(part)] == ["AreaAdded"]
    assert post(ada, "", {"name": " ", "parent": None}) == [422, 422]
    assert post(ada, "", {"name": "Deeper", "parent": part.pk}) == [422, 422]
    assert post(ana, "", {"name": "Mine", "parent": None}) == [403, 403]


def test_an_area_is_moved_but_never_below_a_part_or_itself(ada: User, ana: User) -> None:
    top, other = make.an_area(), make.an_area()
    part = make.an_area(parent=top)
    assert post(ada, f"{part.pk}/place/", {"parent": other.pk}) == [201, 201]
    part.refresh_from_db()
    assert part.parent == other
    assert post(ada, f"{other.pk}/place/", {"parent": top.pk}) == [422, 422]
    assert post(ada, f"{top.pk}/place/", {"parent": top.pk}) == [422, 422]
    assert post(ana, f"{part.pk}/place/", {"parent": top.pk}) == [403, 403]
    assert Entry.objects.about(part).filter(kind="AreaMoved").count() == 1


def test_an_area_out_of_use_keeps_its_tickets_and_takes_no_new_ones(ada: User, ana: User, client: Client) -> None:
    top = make.an_area("Old")
    part, ticket = make.an_area(parent=top), make.a_ticket(product_area=top)
    assert post(ada, f"{top.pk}/use/", {"in_use": False}) == [409, 409]
    assert post(ada, f"{part.pk}/use/", {"in_use": False}) == [201, 201]
    assert post(ada, f"{top.pk}/use/", {"in_use": False}) == [201, 201]
    client.force_login(ana)
    assert f'<option value="{top.pk}">' not in client.get("/tickets/new/").content.decode()
    assert "Old" in client.get(f"/tickets/{ticket.reference}/").content.decode()
    top.refresh_from_db()
    with pytest.raises(Invalid):
        make.a_ticket(product_area=top)
    assert post(ada, f"{part.pk}/use/", {"in_use": True}) == [409, 409]
    assert post(ada, f"{top.pk}/use/", {"in_use": True}) == [201, 201]
    assert make.a_ticket(product_area=ProductArea.objects.get(pk=top.pk))

"""Arrive: we can do it now, and what waited for it comes back."""

import pytest
from django.test import Client

from accounts.models import User
from capabilities.actions import arrive
from capabilities.models import Capability
from common.clock import moved_to, now
from common.refusals import Conflict, Forbidden
from tests import make
from tests.doors import APIClient
from tests.following import kinds, let_react


def html(user: User, pk: int) -> int:
    client = Client()
    client.force_login(user)
    status = client.post(f"/capabilities/{pk}/arrival/").status_code
    return 201 if status == 302 else status


def api(user: User, pk: int) -> int:
    client = APIClient()
    client.force_authenticate(user)
    return client.post(f"/api/v1/capabilities/{pk}/arrival/").status_code


BOTH = [html, api]


def test_it_has_the_day_it_arrived(pia: User) -> None:
    van, moment = make.a_capability(), now()
    with moved_to(moment):
        arrive(van, by=pia)
    van.refresh_from_db()
    assert (van.arrived_at, kinds(van)) == (moment, ["CapabilityNamed", "CapabilityArrived"])
    assert van not in Capability.objects.missing()


def test_who_is_no_longer_waiting_is_left_alone(pia: User) -> None:
    from tickets.actions.deciding import resurface

    van = make.a_capability()
    ticket = resurface(make.a_declined_ticket(waiting_for=van), by=pia, why="demand_grew")
    arrive(van, by=pia)
    let_react()
    assert kinds(ticket).count("TicketResurfaced") == 1


def test_it_arrives_once(pia: User) -> None:
    van = arrive(make.a_capability(), by=pia)
    with pytest.raises(Conflict):
        arrive(van, by=pia)


@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_others_are_no_heralds(db: None, role: str) -> None:
    with pytest.raises(Forbidden):
        arrive(make.a_capability(), by=make.a_colleague("X", role))


@pytest.mark.parametrize("door", BOTH)
@pytest.mark.parametrize("role", ["product", "manager"])
def test_every_door_says_that_it_arrived(door, role: str, db: None) -> None:
    van = make.a_capability()
    assert door(make.a_colleague("Someone", role), van.pk) == 201
    van.refresh_from_db()
    assert van.arrived_at


@pytest.mark.parametrize("door", BOTH)
@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_every_door_says_whose_it_is(door, role: str, db: None) -> None:
    assert door(make.a_colleague("X", role), make.a_capability().pk) == 403


@pytest.mark.parametrize("door", BOTH)
def test_every_door_says_when_it_is_too_late_or_not_there(door, pia: User) -> None:
    assert door(pia, arrive(make.a_capability(), by=pia).pk) == 409
    assert door(pia, 987654321) == 404


@pytest.mark.parametrize("many", [2, 12])
def test_the_cost_of_the_register_does_not_grow(
    client: Client, pia: User, django_assert_max_num_queries, many: int
) -> None:
    client.force_login(pia)
    for _ in range(many):
        make.a_declined_ticket(waiting_for=make.a_capability())
    with django_assert_max_num_queries(12):
        client.get("/capabilities/")


def test_the_api_lists_the_register_by_name(ana: User) -> None:
    client = APIClient()
    client.force_authenticate(ana)
    for name in ("B", "A"):
        make.a_capability(name)
    rows = client.get("/api/v1/capabilities/").json()["results"]
    assert [row["name"] for row in rows] == ["A", "B"]

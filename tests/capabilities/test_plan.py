"""Plan: what a capability is, who looks after it, when we expect it, what it needs first."""

from datetime import timedelta

import pytest

from accounts.models import User
from capabilities.actions import arrive, plan
from capabilities.models import Capability, Dependency
from common.clock import moved_to, now, today
from common.refusals import Conflict, Forbidden, Invalid
from journal.models import Entry
from tests import make
from tests.capabilities.doors import PLANS, api
from tests.tickets.test_races import at_once

TOMORROW = timedelta(days=1)


def test_a_plan_is_one_entry_with_the_fields_that_changed(pia: User) -> None:
    van = plan(make.a_capability(), by=pia, owner=pia, expected_on=today() + TOMORROW)
    van.refresh_from_db()
    assert (van.owner, van.expected_on, van.version) == (pia, today() + TOMORROW, 2)
    assert Entry.objects.about(van).last().plain["fields"] == ["owner", "expected_on"]


def test_what_stays_as_it_is_is_no_entry(pia: User) -> None:
    van = make.a_capability()
    plan(van, by=pia, name=van.name, depends_on=[])
    assert Entry.objects.about(van).count() == 1


def test_needs_are_replaced(pia: User) -> None:
    van, depot, people = (make.a_capability() for _ in range(3))
    plan(van, by=pia, depends_on=[depot])
    plan(van, by=pia, depends_on=[people])
    assert list(van.depends_on.all()) == [people]


@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_product_people_and_managers_plan(role: str, db: None) -> None:
    with pytest.raises(Forbidden):
        plan(make.a_capability(), by=make.a_colleague("X", role), name="Y")


@pytest.mark.parametrize("door", PLANS)
def test_a_circle_is_refused_and_named(door, pia: User) -> None:
    van, depot, people = make.a_capability("Vans"), make.a_capability("Depot"), make.a_capability("People")
    plan(van, by=pia, depends_on=[depot])
    plan(depot, by=pia, depends_on=[people])
    status, page = door(pia, people, depends_on=[van.pk])
    assert status == 422
    assert "People → Vans → Depot → People" in page
    assert Dependency.objects.count() == 2


@pytest.mark.parametrize("door", PLANS)
def test_nothing_waits_for_itself(door, pia: User) -> None:
    van = make.a_capability("Vans")
    assert door(pia, van, depends_on=[van.pk])[0] == 422


@pytest.mark.parametrize("door", PLANS)
def test_a_day_in_the_past_is_refused(door, pia: User) -> None:
    van = make.a_capability()
    assert door(pia, van, expected_on=(today() - TOMORROW).isoformat())[0] == 422
    assert door(pia, van, expected_on=today().isoformat())[0] == 200


def test_a_day_that_passed_meanwhile_may_stay(pia: User) -> None:
    day = today() + TOMORROW
    van = plan(make.a_capability(), by=pia, expected_on=day)
    with moved_to(now() + timedelta(days=9)):
        plan(van, by=pia, expected_on=day, description="Still.")
    van.refresh_from_db()
    assert van.description == "Still."


@pytest.mark.parametrize("door", PLANS)
@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 161},
        {"name": "TAKEN"},
        {"description": "\x00"},
        {"expected_on": "soon"},
        {"depends_on": [99999999]},
    ],
)
def test_every_door_says_what_does_not_fit(door, pia: User, wrong: dict) -> None:
    make.a_capability("Taken")
    assert door(pia, make.a_capability(), **wrong)[0] == 422


@pytest.mark.parametrize("door", PLANS)
def test_every_door_plans_and_says_whose_it_is(door, pia: User, ana: User) -> None:
    van = make.a_capability()
    assert door(ana, van, name="Vans")[0] == 403
    assert door(pia, van, name="Vans", owner=ana)[0] == 200
    van.refresh_from_db()
    assert (van.name, van.owner) == ("Vans", ana)


def test_someone_who_left_owns_nothing(pia: User, ana: User) -> None:
    User.objects.filter(pk=ana.pk).update(is_active=False)
    ana.refresh_from_db()
    with pytest.raises(Invalid):
        plan(make.a_capability(), by=pia, owner=ana)


def test_who_read_an_older_version_is_told(pia: User) -> None:
    van = make.a_capability()
    plan(van, by=pia, description="New.")
    with pytest.raises(Conflict):
        plan(van, by=pia, version=1, description="Old.")
    client = api(pia)
    tag = client.get(f"/api/v1/capabilities/{van.pk}/")["ETag"]
    place = f"/api/v1/capabilities/{van.pk}/"
    assert client.patch(place, {"description": "A"}, format="json", headers={"If-Match": tag}).status_code == 200
    assert client.patch(place, {"description": "B"}, format="json", headers={"If-Match": tag}).status_code == 412


def test_what_has_arrived_cannot_come_to_need_what_is_missing(pia: User) -> None:
    van = arrive(make.a_capability(), by=pia)
    with pytest.raises(Invalid):
        plan(van, by=pia, depends_on=[make.a_capability()])


@pytest.mark.django_db(transaction=True)
def test_two_who_would_close_a_circle_together_do_not(pia: User) -> None:
    one, two = make.a_capability(), make.a_capability()
    answers = at_once(
        lambda: plan(Capability.objects.get(pk=one.pk), by=pia, depends_on=[two]),
        lambda: plan(Capability.objects.get(pk=two.pk), by=pia, depends_on=[one]),
    )
    assert sorted(isinstance(answer, Invalid) for answer in answers) == [False, True]
    assert Dependency.objects.count() == 1

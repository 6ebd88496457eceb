"""Name: something that we cannot do yet is put on the register."""

import pytest
from django.test import Client

from accounts.models import User
from capabilities.actions import name
from capabilities.models import Capability
from common.refusals import Forbidden, Invalid
from tests import make
from tests.doors import APIClient
from tests.following import kinds


def html(user: User, said: dict[str, str]) -> int:
    client = Client()
    client.force_login(user)
    status = client.post("/capabilities/", said).status_code
    return 201 if status == 302 else status


def api(user: User, said: dict[str, str]) -> int:
    client = APIClient()
    client.force_authenticate(user)
    return client.post("/api/v1/capabilities/", said, format="json").status_code


BOTH = [html, api]
VANS = {"name": "Night vans", "description": "To bring it by dawn."}


def test_what_is_missing_has_a_name_and_a_day(ana: User) -> None:
    vans = name(by=ana, name=" Night vans ", description="To bring it by dawn.")
    assert (vans.name, vans.description, vans.arrived_at) == ("Night vans", "To bring it by dawn.", None)
    assert kinds(vans) == ["CapabilityNamed"]


@pytest.mark.parametrize("again", ["Night vans", "NIGHT VANS", " night vans "])
def test_it_is_named_once(ana: User, again: str) -> None:
    name(by=ana, name="Night vans")
    with pytest.raises(Invalid) as refusal:
        name(by=ana, name=again)
    assert set(refusal.value.fields) == {"name"}


@pytest.mark.parametrize("wrong", ["", " ", "\u200b", "a\x00b", "x" * 161])
def test_a_name_is_a_name(ana: User, wrong: str) -> None:
    with pytest.raises(Invalid) as refusal:
        name(by=ana, name=wrong)
    assert set(refusal.value.fields) == {"name"}
    assert not Capability.objects.exists()


@pytest.mark.parametrize("role", ["admin", "viewer"])
def test_others_do_not_name(db: None, role: str) -> None:
    with pytest.raises(Forbidden):
        name(by=make.a_colleague("X", role), name="Night vans")


@pytest.mark.parametrize("door", BOTH)
@pytest.mark.parametrize("role", ["agent", "product", "manager"])
def test_every_door_names(door, role: str, db: None) -> None:
    assert door(make.a_colleague("Someone", role), VANS) == 201
    assert Capability.objects.get().description == "To bring it by dawn."


@pytest.mark.parametrize("door", BOTH)
@pytest.mark.parametrize("role", ["admin", "viewer"])
def test_every_door_says_whose_it_is(door, role: str, db: None) -> None:
    assert door(make.a_colleague("X", role), VANS) == 403


@pytest.mark.parametrize("door", BOTH)
@pytest.mark.parametrize(
    "wrong",
    [{"name": " "}, {"name": "x" * 161}, {"name": "a\x00b"}, {"description": "a\x00b"}, {"description": "x" * 100_001}],
)
def test_every_door_says_what_does_not_fit(door, ana: User, wrong: dict[str, str]) -> None:
    assert door(ana, VANS | wrong) == 422
    assert not Capability.objects.exists()


@pytest.mark.parametrize("door", BOTH)
def test_every_door_says_that_it_is_there_already(door, ana: User) -> None:
    make.a_capability("night vans")
    assert door(ana, VANS) == 422


def test_the_form_keeps_what_was_typed(client: Client, ana: User) -> None:
    client.force_login(ana)
    answer = client.post("/capabilities/", {"name": "", "description": "Some thoughtful words."})
    assert "Some thoughtful words." in answer.content.decode()

"""Propose: a problem is put on the backlog without a ticket."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from backlog.actions.shaping import edit, propose
from backlog.models import Item
from common.refusals import Forbidden, Invalid
from tests import make
from tests.doors import APIClient
from tests.following import kinds

A_PROPOSAL: dict[str, Any] = {
    "title": "Tell people",
    "problem": "Nobody tells them.",
    "promise": "From now on we tell you.",
    "monthly_cost": "1200.50",
    "hypothesis_percent": "60",
}


def html(user: User, said: dict[str, Any]) -> int:
    client = Client()
    client.force_login(user)
    status = client.post(
        "/backlog/new/", {name: value for name, value in said.items() if value is not None}
    ).status_code
    return 201 if status == 302 else status


def api(user: User, said: dict[str, Any]) -> int:
    client = APIClient()
    client.force_authenticate(user)
    return client.post("/api/v1/items/", said, format="json").status_code


BOTH = [html, api]


def test_a_proposal_comes_last_and_belongs_to_who_made_it(pia: User) -> None:
    first = make.an_item()
    item = propose(by=pia, title=" Tell people ", problem="Nobody tells them.", hypothesis_percent=60)
    assert (item.stage, item.owner, item.title, item.hypothesis_percent) == ("proposed", pia, "Tell people", 60)
    assert item.rank > first.rank


def test_a_proposal_is_one_entry(pia: User) -> None:
    assert kinds(propose(by=pia, title="T", problem="P")) == ["ItemProposed"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"problem": "\u200b"}, "problem"),
        ({"problem": "a\x00"}, "problem"),
        ({"promise": "x" * 2001}, "promise"),
        ({"monthly_cost": Decimal(-1)}, "monthly_cost"),
        ({"monthly_cost": Decimal(10) ** 14}, "monthly_cost"),
        ({"hypothesis_percent": 0}, "hypothesis_percent"),
        ({"hypothesis_percent": 101}, "hypothesis_percent"),
    ],
)
def test_nonsense_is_refused_beside_its_field(pia: User, said: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        propose(by=pia, **{"title": "T", "problem": "P"} | said)
    assert set(refusal.value.fields) == {field}
    assert not Item.objects.exists()


@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_only_keepers_propose(db: None, role: str) -> None:
    with pytest.raises(Forbidden):
        propose(by=make.a_colleague("X", role), title="T", problem="P")


@pytest.mark.parametrize("door", BOTH)
@pytest.mark.parametrize("role", ["product", "manager"])
def test_every_door_proposes(door, role: str, db: None) -> None:
    assert door(make.a_colleague("Someone", role), A_PROPOSAL) == 201
    item = Item.objects.get()
    assert (item.title, item.monthly_cost, item.hypothesis_percent) == ("Tell people", Decimal("1200.50"), 60)


@pytest.mark.parametrize("door", BOTH)
@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_every_door_says_whose_it_is(door, role: str, db: None) -> None:
    assert door(make.a_colleague("X", role), A_PROPOSAL) == 403


@pytest.mark.parametrize("door", BOTH)
@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"title": "x" * 201},
        {"problem": ""},
        {"monthly_cost": "-1"},
        {"monthly_cost": "9" * 40},
        {"monthly_cost": "NaN"},
        {"monthly_cost": "1e14"},
        {"hypothesis_percent": "0"},
        {"hypothesis_percent": "9" * 40},
        {"hypothesis_percent": "x"},
        {"product_area": "987654321"},
        {"product_area": "x"},
        {"title": "a\x00b"},
        {"promise": "a\x00b"},
    ],
)
def test_every_door_says_what_does_not_fit(door, pia: User, wrong: dict[str, str]) -> None:
    assert door(pia, A_PROPOSAL | wrong) == 422
    assert not Item.objects.exists()


def test_the_form_keeps_what_was_typed(pia: User, client: Client) -> None:
    client.force_login(pia)
    answer = client.post("/backlog/new/", {"title": "", "problem": "Some thoughtful words."})
    assert "Some thoughtful words." in answer.content.decode()


@pytest.mark.parametrize("door", BOTH)
def test_a_promise_says_what_it_costs_even_if_that_is_nothing(door, pia: User) -> None:
    silent = "" if door is html else None
    assert door(pia, A_PROPOSAL | {"monthly_cost": silent}) == 422
    assert door(pia, A_PROPOSAL | {"monthly_cost": silent, "promise": ""}) == 201
    assert door(pia, A_PROPOSAL | {"monthly_cost": "0"}) == 201


def test_what_a_promise_costs_is_not_taken_back(pia: User) -> None:
    item = make.an_item(monthly_cost=Decimal(500))
    with pytest.raises(Invalid) as refusal:
        edit(item, by=pia, monthly_cost=None)
    assert set(refusal.value.fields) == {"monthly_cost"}
    item.refresh_from_db()
    assert item.monthly_cost == 500


def test_the_form_reads_costs_as_people_write_them(pia: User) -> None:
    assert html(pia, A_PROPOSAL | {"monthly_cost": "1,200.50"}) == 201
    assert Item.objects.get().monthly_cost == Decimal("1200.50")

"""A name that no field of the API has is never passed over: what it was meant to say would be lost unseen."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests import make
from tests.doors import APIClient
from tickets.models import Ticket

LOGGED = {"verbatim": "It broke.", "channel": "chat", "customer": None}
EMMA = {"name": "Emma", "email": "emma@example.com"}


@pytest.fixture
def api(pia: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(pia)
    return client


@pytest.mark.parametrize(
    ("body", "stranger"),
    [
        (LOGGED | {"verbatm": "It broke."}, "verbatm"),
        (LOGGED | {"customer": EMMA | {"phon": "010-1"}}, "customer.phon"),
        (LOGGED | {"stage": "accepted"}, "stage"),
        (LOGGED | {"": 1}, ""),
    ],
)
def test_an_unknown_name_is_refused_and_nothing_is_done(api: APIClient, body: dict[str, Any], stranger: str) -> None:
    answer = api.post("/api/v1/tickets/", body, format="json")
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [stranger])
    assert "There is no field of this name here. There are: " in answer.json()["errors"][stranger][0]
    assert not Ticket.objects.exists()


def test_it_is_said_beside_what_else_does_not_fit_with_the_names_there_are(api: APIClient) -> None:
    answer = api.post("/api/v1/capabilities/", {"name": [], "titel": "Weekend delivery"}, format="json")
    assert set(answer.json()["errors"]) == {"name", "titel"}
    assert re.search(r"There are: .*\bname\b", answer.json()["errors"]["titel"][0])


def test_a_change_with_an_unknown_name_changes_nothing(api: APIClient) -> None:
    item = make.an_item(title="Late parcels")
    answer = api.patch(f"/api/v1/items/{item.reference}/", {"title": "Other", "titel": "x"}, format="json")
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["titel"])
    item.refresh_from_db()
    assert item.title == "Late parcels"


def test_every_door_reads_its_body_where_unknown_names_are_seen() -> None:
    doors = [path for path in Path().glob("*/api/*.py") if "data=request.data" in path.read_text()]
    assert len(doors) > 20
    for path in doors:
        for line in path.read_text().splitlines():
            assert "data=request.data" not in line or re.search(r"shaped\([\w.]+\(data=request.data", line), (
                path,
                line,
            )


def test_the_description_says_so_of_every_body(pia: User, client: Client) -> None:
    client.force_login(pia)
    shapes = client.get("/api/schema/?format=json").json()["components"]["schemas"]
    bodies = {name: shape for name, shape in shapes.items() if name.endswith("Request")}
    assert len(bodies) > 50
    assert [name for name, shape in bodies.items() if shape.get("additionalProperties") is not False] == []
    assert "additionalProperties" not in shapes["Ticket"]

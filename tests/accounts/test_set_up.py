"""Set up: the first administrator of an empty installation, made in the browser, once."""

import pytest
from django.test import Client

from accounts.actions import set_up
from accounts.models import User
from common.refusals import Conflict, Invalid
from tests import make
from tests.following import kinds

ADA = {"name": "Ada", "email": "ada@firm.example", "password": "a long and quiet river"}


def test_an_empty_installation_asks_for_its_first_administrator(client: Client, db: None) -> None:
    assert client.get("/").url == "/setup/"
    assert client.get("/setup/").status_code == 200


def test_the_first_administrator_is_signed_in_at_once(client: Client, db: None) -> None:
    assert client.post("/setup/", ADA).url == "/settings/"
    ada = User.objects.get()
    assert (ada.role, ada.email, kinds(ada)) == ("admin", "ada@firm.example", ["ColleagueJoined"])
    assert client.get("/settings/").status_code == 200


def test_it_happens_once(client: Client, db: None) -> None:
    make.a_colleague("Ana", "agent")
    assert client.get("/setup/").url == "/accounts/login/"
    assert client.post("/setup/", ADA).url == "/accounts/login/"
    with pytest.raises(Conflict):
        set_up(**ADA, language="en")
    assert User.objects.count() == 1


@pytest.mark.parametrize("password", ["zq8!", "password1234", "ada@firm.example"])
def test_a_weak_password_is_refused(client: Client, db: None, password: str) -> None:
    with pytest.raises(Invalid) as refusal:
        set_up(**ADA | {"password": password}, language="en")
    assert set(refusal.value.fields) == {"password"}
    answer = client.post("/setup/", ADA | {"password": password})
    assert answer.status_code == 422
    assert f'value="{password}"' not in answer.content.decode().replace('value="ada@firm.example"', "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": " "},
        {"name": "\u200b"},
        {"email": "not an address"},
        {"email": ""},
        {"password": ""},
        {"name": "a\x00b"},
    ],
)
def test_what_does_not_fit_is_refused(client: Client, db: None, wrong: dict[str, str]) -> None:
    assert client.post("/setup/", ADA | wrong).status_code == 422
    assert not User.objects.exists()


def test_a_password_is_kept_as_a_hash_only(client: Client, db: None) -> None:
    client.post("/setup/", ADA)
    assert ADA["password"] not in User.objects.get().password

"""Colleagues: administrators let people in, give roles, open and close doors."""

import pytest
from django.test import Client

from accounts.actions import change, welcome
from accounts.models import User
from common.refusals import Conflict, Forbidden, Invalid
from tests import make
from tests.following import kinds

BEN = {
    "name": "Ben",
    "email": "ben@firm.example",
    "password": "a long and quiet river",
    "role": "agent",
    "language": "ko",
}


def test_an_administrator_lets_someone_in(ada: User) -> None:
    ben = welcome(by=ada, **BEN)
    assert (ben.role, ben.language, ben.is_active, kinds(ben)) == ("agent", "ko", True, ["ColleagueJoined"])
    assert ben.check_password(BEN["password"])


@pytest.mark.parametrize("email", ["ben@firm.example", "BEN@firm.example"])
def test_an_address_belongs_to_one(ada: User, email: str) -> None:
    welcome(by=ada, **BEN)
    with pytest.raises(Invalid) as refusal:
        welcome(by=ada, **BEN | {"email": email})
    assert set(refusal.value.fields) == {"email"}


def test_another_role_and_a_closed_door_are_in_the_journal(ada: User) -> None:
    ben = change(welcome(by=ada, **BEN), by=ada, role="manager", is_active=False)
    ben.refresh_from_db()
    assert (ben.role, ben.is_active, kinds(ben)) == ("manager", False, ["ColleagueJoined", "ColleagueChanged"])


@pytest.mark.parametrize("to", [{"role": "agent", "is_active": True}, {"role": "admin", "is_active": False}])
def test_nobody_takes_their_own_administration_away(ada: User, to: dict[str, object]) -> None:
    with pytest.raises(Conflict):
        change(ada, by=ada, **to)


@pytest.mark.parametrize("role", ["agent", "product", "manager", "viewer"])
def test_only_administrators_do_this(db: None, role: str) -> None:
    who = make.a_colleague("X", role)
    for deed in (lambda: welcome(by=who, **BEN), lambda: change(who, by=who, role="admin", is_active=True)):
        with pytest.raises(Forbidden):
            deed()
    who.refresh_from_db()
    assert who.role == role


@pytest.mark.parametrize("role", ["agent", "product", "manager", "viewer"])
def test_the_page_is_for_administrators(client: Client, db: None, role: str) -> None:
    who = make.a_colleague("X", role)
    client.force_login(who)
    assert client.get("/settings/").status_code == 403
    assert client.post("/settings/", BEN).status_code == 403
    assert client.post(f"/settings/colleagues/{who.pk}/", {"role": "admin", "is_active": "on"}).status_code == 403
    assert not User.objects.filter(email=BEN["email"]).exists()


def test_the_page_lets_in_and_changes(client: Client, ada: User) -> None:
    client.force_login(ada)
    assert client.post("/settings/", BEN).url == "/settings/"
    ben = User.objects.get(email=BEN["email"])
    assert "Ben" in client.get("/settings/").content.decode()
    assert client.post(f"/settings/colleagues/{ben.pk}/", {"role": "product"}).status_code == 302
    ben.refresh_from_db()
    assert (ben.role, ben.is_active) == ("product", False)


def test_the_page_says_that_the_last_administrator_stays(client: Client, ada: User) -> None:
    client.force_login(ada)
    assert client.post(f"/settings/colleagues/{ada.pk}/", {"role": "agent", "is_active": "on"}).status_code == 409
    assert client.post("/settings/colleagues/987654321/", {"role": "agent"}).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [{"name": " "}, {"email": "x"}, {"password": "short"}, {"role": "boss"}, {"language": "de"}, {"name": "\u200b"}],
)
def test_the_form_says_what_does_not_fit_and_keeps_what_was_typed(
    client: Client, ada: User, wrong: dict[str, str]
) -> None:
    client.force_login(ada)
    answer = client.post("/settings/", BEN | wrong)
    assert answer.status_code == 422
    assert "email" in wrong or BEN["email"] in answer.content.decode()
    assert not User.objects.filter(email=BEN["email"]).exists()


@pytest.mark.parametrize("role", ["boss", ""])
def test_an_unknown_role_changes_nothing(client: Client, ada: User, role: str) -> None:
    client.force_login(ada)
    ben = welcome(by=ada, **BEN)
    client.post(f"/settings/colleagues/{ben.pk}/", {"role": role, "is_active": "on"})
    ben.refresh_from_db()
    assert ben.role == "agent"

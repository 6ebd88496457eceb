"""Signing in: by e-mail and password, for those who work here."""

import pytest
from django.test import Client

from accounts.models import User

PASSWORD = "a long and quiet river"


@pytest.fixture
def ana(db: None) -> User:
    return User.objects.create_user("ana@firm.example", name="Ana", role="agent", password=PASSWORD, language="ko")


def sign_in(client: Client, email: str, password: str = PASSWORD):
    return client.post("/accounts/login/", {"login": email, "password": password})


def test_the_desk_is_where_one_arrives(client: Client, ana: User) -> None:
    assert sign_in(client, "ana@firm.example").url == "/desk/"
    assert client.get("/").url == "/desk/"
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize("email", ["ANA@firm.example", "Ana@Firm.Example", " ana@firm.example "])
def test_an_address_is_the_same_in_any_case(client: Client, ana: User, email: str) -> None:
    assert sign_in(client, email).status_code == 302


def test_the_browser_speaks_the_colleagues_language(client: Client, ana: User) -> None:
    assert sign_in(client, "ana@firm.example").cookies["django_language"].value == "ko"


def test_a_wrong_password_does_not_tell_who_works_here(ana: User) -> None:
    from django.core.cache import cache

    pages = []
    for email in ("ana@firm.example", "nobody@firm.example"):
        cache.clear()
        answer = sign_in(Client(), email, "wrong wrong wrong")
        assert answer.status_code in {200, 422}
        pages.append(answer.context["form"].errors)
    assert pages[0] == pages[1]
    assert pages[0]


def test_who_no_longer_works_here_does_not_come_in(client: Client, ana: User) -> None:
    User.objects.update(is_active=False)
    sign_in(client, "ana@firm.example")
    assert client.get("/desk/").status_code == 302


def test_a_door_that_is_closed_is_closed_at_once(client: Client, ana: User) -> None:
    sign_in(client, "ana@firm.example")
    User.objects.update(is_active=False)
    assert client.get("/desk/").url.startswith("/accounts/login/")
    assert client.get("/api/v1/tickets/").status_code == 401


def test_signing_out_is_a_deed_not_a_link(client: Client, ana: User) -> None:
    client.force_login(ana)
    client.get("/accounts/logout/")
    assert client.get("/desk/").status_code == 200
    assert client.post("/accounts/logout/").status_code == 302
    assert client.get("/desk/").status_code == 302


def test_one_comes_back_to_where_one_wanted_to_go(client: Client, ana: User) -> None:
    wanted = client.get("/backlog/").url
    assert wanted == "/accounts/login/?next=/backlog/"
    assert (
        client.post(wanted, {"login": "ana@firm.example", "password": PASSWORD, "next": "/backlog/"}).url == "/backlog/"
    )


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_one_is_not_sent_elsewhere(client: Client, ana: User, elsewhere: str) -> None:
    answer = client.post("/accounts/login/", {"login": "ana@firm.example", "password": PASSWORD, "next": elsewhere})
    assert "evil" not in answer.url
    assert "javascript" not in answer.url


@pytest.mark.parametrize(
    "place", ["/accounts/signup/", "/accounts/email/", "/accounts/social/", "/accounts/password/reset/"]
)
def test_nobody_signs_up(client: Client, db: None, place: str) -> None:
    assert client.get(place).status_code in {302, 404}
    assert not User.objects.exists()


def test_the_password_can_be_changed(client: Client, ana: User) -> None:
    client.force_login(ana)
    assert client.get("/accounts/password/change/").status_code == 200
    said = {"oldpassword": PASSWORD, "password1": "another quiet long river", "password2": "another quiet long river"}
    assert client.post("/accounts/password/change/", said).status_code == 302
    ana.refresh_from_db()
    assert ana.check_password("another quiet long river")


@pytest.mark.parametrize(
    "wrong",
    [{"oldpassword": "wrong"}, {"password1": "short", "password2": "short"}, {"password2": "different words here"}],
)
def test_a_password_is_not_changed_by_accident(client: Client, ana: User, wrong: dict[str, str]) -> None:
    client.force_login(ana)
    said = {"oldpassword": PASSWORD, "password1": "another quiet long river", "password2": "another quiet long river"}
    assert client.post("/accounts/password/change/", said | wrong).status_code in {200, 422}
    ana.refresh_from_db()
    assert ana.check_password(PASSWORD)

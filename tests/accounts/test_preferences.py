"""Preferences: language and theme, remembered by this browser; the language with the colleague, too."""

import pytest
from django.test import Client

from accounts.models import User


def test_the_language_is_remembered(client: Client, ana: User) -> None:
    client.force_login(ana)
    assert client.post("/preferences/", {"language": "ko", "next": "/desk/"}).url == "/desk/"
    ana.refresh_from_db()
    assert ana.language == "ko"
    assert '<html lang="ko"' in client.get("/desk/").content.decode()


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_the_theme_is_remembered(client: Client, db: None, theme: str) -> None:
    client.post("/preferences/", {"theme": theme})
    assert client.cookies["theme"].value == theme


def test_it_works_before_signing_in(client: Client, db: None) -> None:
    client.post("/preferences/", {"language": "ko"})
    assert client.cookies["django_language"].value == "ko"


@pytest.mark.parametrize("said", [{"language": "de"}, {"theme": "pink"}, {"language": "a\x00b"}, {}])
def test_what_we_do_not_have_changes_nothing(client: Client, db: None, said: dict[str, str]) -> None:
    assert client.post("/preferences/", said).status_code == 302
    assert "django_language" not in client.cookies
    assert "theme" not in client.cookies


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example", "", "http:///evil.example"],
)
def test_one_is_not_sent_elsewhere(client: Client, db: None, elsewhere: str) -> None:
    assert client.post("/preferences/", {"theme": "dark", "next": elsewhere}).url == "/"


def test_it_is_a_deed_not_a_link(client: Client, db: None) -> None:
    assert client.get("/preferences/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/preferences/", {"theme": "dark"}).status_code == 403

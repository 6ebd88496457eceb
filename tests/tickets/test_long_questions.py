"""Ten thousand characters of a question: they reach us, and are answered or refused in words."""

from collections.abc import Iterator
from pathlib import Path
from runpy import run_path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client
from gunicorn.config import Config
from gunicorn.http.message import Request
from gunicorn.http.unreader import IterUnreader

from accounts.models import User
from common.words import ASKED_LIMIT
from tests import make
from tests.doors import APIClient

KOREAN = "배송 늦다" * 2000


@pytest.fixture
def web_server() -> Config:
    """Gunicorn as we set it."""
    config, ours = Config(), run_path(str(Path(settings.BASE_DIR, "cs_product", "gunicorn.py")))
    for name, value in ours.items():
        if name in config.settings:
            config.set(name, value)
    return config


def test_the_web_server_hands_on_what_is_long(web_server: Config) -> None:
    def sent() -> Iterator[bytes]:
        address = f"/search/?q={quote(KOREAN)}"
        yield f"GET {address} HTTP/1.1\r\nHost: testserver\r\nHX-Current-URL: http://testserver{address}\r\n\r\n".encode()

    read = Request(web_server, IterUnreader(sent()), ("127.0.0.1", 1))
    assert len(read.query) > 75_000
    assert len(read.headers) == 2


@pytest.mark.parametrize(("language", "said"), [("en", "Only the first 300"), ("ko", "앞의 300자까지만")])
def test_search_says_how_much_of_it_was_looked_for(ana: User, client: Client, language: str, said: str) -> None:
    client.force_login(ana)
    for words, is_said in ((KOREAN, True), (KOREAN[:ASKED_LIMIT], False)):
        page = client.get("/search/", {"q": words}, headers={"Accept-Language": language})
        assert (said in page.content.decode()) is is_said


def test_the_desk_says_so_and_shows_the_rest(ana: User, client: Client) -> None:
    ticket = make.a_ticket()
    client.force_login(ana)
    page = client.get("/desk/", {"q": KOREAN, "channel": "phone"})
    (chip,) = page.context["listed"].passed_over
    assert (chip.label, chip.why, chip.without) == (
        "Words",
        "That is too long: 9,700 characters over.",
        "channel=phone",
    )
    assert ticket.reference in page.content.decode()


def test_what_is_too_long_is_not_repeated_in_every_link(ana: User, client: Client) -> None:
    for _ in range(5):
        make.a_ticket()
    client.force_login(ana)
    usual = len(client.get("/desk/").content)
    for asked in ({"q": "a" * 100_000}, {f"strange_{n}": "a" * 190 for n in range(900)}):
        page = client.get("/desk/", asked | {"channel": "phone"})
        assert len(page.content) < usual + 6 * len(page.wsgi_request.get_full_path()), "not with every row"
    assert "channel=phone" in client.get("/desk/", {"q": KOREAN, "channel": "phone"}).context["listed"].inside.replace(
        "%3D", "="
    )


def test_a_program_hears_what_cannot_be_read(ana: User) -> None:
    api = APIClient()
    api.force_authenticate(ana)
    make.a_ticket()
    for method, address in ((api.get, "/api/v1/tickets/"), (api.post, "/api/v1/desk/play/")):
        answer = method(f"{address}?q={quote(KOREAN)}")
        assert answer.status_code == 422, address
        assert "9,700" in str(answer.json()), address
    assert len(api.get("/api/v1/search/", {"q": KOREAN}).json()["words"]) <= ASKED_LIMIT

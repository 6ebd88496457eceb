"""A real Chromium, where there is one; its absence is a failure where it is asked for (REQUIRE_BROWSER=1)."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpRequest, HttpResponseBase
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from accounts.models import User

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
GIVEN_UP = ("htmx:afterRequest,", "htmx:sendAbort,")
"""What htmx says of a question that a newer one has replaced (hx-sync)."""


def pytest_itemcollected(item: pytest.Item) -> None:
    item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("There is no Chromium, and REQUIRE_BROWSER says that there has to be one.")
        pytest.skip("There is no Chromium on this machine: install one to run the browser tests.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_asked_for_once() -> Iterator[None]:
    """A window keeps what does not change while the tests run, as it does behind a real server."""
    serve = StaticFilesHandler.serve

    def kept(handler: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
        answer = serve(handler, request)
        answer["Cache-Control"] = "max-age=3600"
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", kept)
        yield


@pytest.fixture
def browse(chromium: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """A fresh browser window, signed in or not; complaints of the page itself fail the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 4" not in message.text and not message.text.startswith(GIVEN_UP):
            complaints.append(message.text)

    def window(user: User | None = None, **how: object) -> Page:
        context = chromium.new_context(base_url=live_server.url, locale=str(how.pop("locale", "en-GB")), **how)
        contexts.append(context)
        context.set_default_timeout(10_000)
        if user:
            context.add_cookies([{"name": "sessionid", "value": a_session_of(user), "url": live_server.url}])
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if user:
            page.goto("/desk/")
        return page

    yield window
    for context in contexts:
        context.close()
    assert complaints == []


def a_session_of(user: User) -> str:
    """What signing in leaves in a browser."""
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value

"""Browsers that show notices: only where configured, only by their own key, and only at public addresses."""

import base64
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from http_ece import decrypt

from accounts.models import User
from common.clock import now
from common.outgoing import Answer
from common.refusals import Invalid
from notifications import tasks
from notifications.actions import pushing, reviving, vapid, watching
from notifications.actions.choosing import Hours, keep_hours
from notifications.models import Browser, Push
from tests import make
from tests.doors import APIClient
from tests.notifications.test_notices import heard_by, write

ENDPOINT = "https://push.example.com/send/abc"


def coded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class ABrowser:
    """What a real browser keeps to itself, and what it gives away."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.secret = b"s" * 16
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.gives = {"endpoint": ENDPOINT, "p256dh": coded(point), "auth": coded(self.secret)}

    def read(self, sealed: bytes) -> dict[str, str]:
        said: dict[str, str] = json.loads(decrypt(sealed, private_key=self.key, auth_secret=self.secret))
        return said


@pytest.fixture
def configured(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict, bytes]]:
    """Pushes are on; what would go to a push service is kept here instead."""
    cache.clear()
    settings.PUSH_CONTACT, settings.PUSH_KEY_FILE = "mailto:ops@firm.example", tmp_path / "push.pem"
    sent: list[tuple[str, dict, bytes]] = []

    def keep(method: str, url: str, *, headers: dict, body: bytes) -> Answer:
        sent.append((url, headers, body))
        return Answer(201, {}, b"", 0.1)

    monkeypatch.setattr(pushing, "ask", keep)
    monkeypatch.setattr(pushing, "need_a_public_address", lambda *_, **__: None)
    return sent


def test_a_browser_shows_what_only_it_can_read(ana: User, configured: list) -> None:
    browser, ticket = ABrowser(), heard_by(ana)
    pushing.remember(by=ana, **browser.gives)
    write(ticket)
    write(ticket)
    push = Push.objects.get()
    tasks.push(push.pk)
    tasks.push(push.pk)
    [(url, headers, body)] = configured
    said = browser.read(body)
    assert (url, said["title"], said["tag"]) == (ENDPOINT, "The customer answered.", f"notice-{push.notice_id}")
    assert ticket.reference in said["body"]
    assert "vapid t=" in headers["Authorization"]
    assert Client().get(said["url"]).status_code == 302, "the way to it asks to sign in"


def test_a_browser_stays_silent_in_their_quiet_hours(ana: User, configured: list) -> None:
    moment = timezone.now()
    begin, end = (moment - timedelta(hours=1)).time(), (moment + timedelta(hours=2)).time()
    keep_hours(by=ana, hours=Hours(time_zone="UTC", quiet_from=begin, quiet_until=end))
    pushing.remember(by=ana, **ABrowser().gives)
    write(heard_by(ana))
    assert timedelta(hours=1, minutes=55) < Push.objects.get().due_at - timezone.now() <= timedelta(hours=2)


def test_the_key_is_made_once_and_kept(configured: list, settings: Any) -> None:
    first = vapid.public_key()
    vapid._key.cache_clear()
    assert vapid.public_key() == first
    assert settings.PUSH_KEY_FILE.stat().st_mode & 0o077 == 0


def test_a_browser_that_is_gone_is_forgotten_and_one_that_is_away_is_tried_again(
    ana: User, configured: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    pushing.remember(by=ana, **ABrowser().gives)
    write(heard_by(ana))
    push = Push.objects.get()
    monkeypatch.setattr(pushing, "ask", lambda *_, **__: Answer(503, {}, b"busy", 0.1))
    tasks.push(push.pk)
    push.refresh_from_db()
    Push.objects.update(dead_at=push.made_at)
    assert watching.look().pushes.given_up == 1
    assert reviving.try_all_again(by=make.someone("admin")) == 1
    Push.objects.update(attempts=1)
    assert (push.attempts, push.last_error, push.claimed_until) == (1, "Refused: 503 busy", None)
    monkeypatch.setattr(pushing, "ask", lambda *_, **__: Answer(410, {}, b"", 0.1))
    tasks.push(push.pk)
    assert not Browser.objects.exists()
    assert not Push.objects.exists()


def test_where_it_is_not_configured_nothing_is_pushed(ana: User, configured: list, settings: Any) -> None:
    pushing.remember(by=ana, **ABrowser().gives)
    settings.PUSH_CONTACT = ""
    write(heard_by(ana))
    assert not Push.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"endpoint": "http://push.example.com/"},
        {"endpoint": ""},
        {"p256dh": "no key"},
        {"auth": "c2hvcnQ"},
        {"endpoint": "https://127.0.0.1/"},
        {"endpoint": "https://169.254.169.254/latest/"},
    ],
)
def test_what_is_no_browser_is_refused(ana: User, change: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        pushing.remember(by=ana, **(ABrowser().gives | change))


def test_both_doors_remember_and_forget(ana: User, configured: list) -> None:
    browser, client, api = ABrowser(), Client(), APIClient()
    client.force_login(ana)
    api.force_authenticate(ana)
    assert client.post("/notices/browsers/", browser.gives).status_code == 201
    assert api.post("/api/v1/notices/browsers/", browser.gives, format="json").status_code == 201
    assert Browser.objects.get().colleague == ana
    page = client.get("/settings/notices/").content.decode()
    assert "Show notices in this browser" in page
    assert vapid.public_key() in page
    assert api.post("/api/v1/notices/browsers/removal/", {"endpoint": ENDPOINT}, format="json").status_code == 201
    assert client.post("/notices/browsers/removal/", {"endpoint": ENDPOINT}).status_code == 204
    assert not Browser.objects.exists()


def test_above_the_limit_of_a_minute_a_push_waits_and_that_is_no_failure(
    ana: User, configured: list, settings: Any
) -> None:
    settings.PUSHES_PER_MINUTE = 1
    pushing.remember(by=ana, **ABrowser().gives)
    for _ in range(2):
        write(heard_by(ana))
    first, second = Push.objects.order_by("pk")
    for push in (first, second):
        tasks.push(push.pk)
    assert len(configured) == 1
    second.refresh_from_db()
    assert (second.attempts, second.sent_at, second.due_at > now()) == (0, None, True)

"""Every mail to customers can be looked at in the settings, and sent to oneself; to nobody else."""

from collections.abc import Iterator

import pytest
from django.test import Client

from accounts.actions.brand import change_brand, put_logo
from accounts.models import User
from customers.models import Language
from notifications.letters.examples import EXAMPLES, TO_CUSTOMERS, example
from notifications.models import CapturedMail, Mail, MailKind
from tests import make
from tests.accounts.test_brand import a_picture
from tests.doors import APIClient
from tests.following import kinds, let_follow
from tests.notifications.test_mails import SUBJECTS
from tickets.actions.drafting import rewrite


@pytest.fixture
def adas(ada: User, client: Client) -> Iterator[Client]:
    client.force_login(ada)
    return client


def test_there_is_an_example_of_every_mail_to_customers() -> None:
    assert set(TO_CUSTOMERS) == set(SUBJECTS)


@pytest.mark.parametrize("language", Language.values)
def test_each_is_shown_as_a_page_and_as_text(adas: Client, language: str) -> None:
    for kind in EXAMPLES:
        page = adas.get("/settings/mails/", {"kind": kind, "language": language})
        assert f'<iframe src="/settings/mails/{kind}/{language}/" sandbox' in page.content.decode()
        shown = adas.get(f"/settings/mails/{kind}/{language}/")
        assert (shown.status_code, f'lang="{language}"' in shown.content.decode()) == (200, True)
        text = adas.get("/settings/mails/", {"kind": kind, "language": language, "shape": "text"}).content.decode()
        assert "/follow/example/" in text


def test_the_frame_may_do_nothing_and_stands_on_our_pages_only(adas: Client) -> None:
    shown = adas.get("/settings/mails/shipped/en/")
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert {"sandbox", "default-src 'none'", "frame-ancestors 'self'"} <= set(
        shown["Content-Security-Policy"].split("; ")
    )
    assert "frame-src 'self'" in adas.get("/settings/mails/")["Content-Security-Policy"]
    assert "frame-src" not in adas.get("/settings/brand/")["Content-Security-Policy"]


def test_a_preview_is_in_todays_looks_and_words(adas: Client, ada: User) -> None:
    change_brand(by=ada, name="Sun", accent="#1a6b4f")
    key = put_logo(by=ada, image=a_picture()).logo_key
    rewrite(by=ada, kind="accepted", language="en", body="Yes, {name}.")
    shown = adas.get("/settings/mails/accepted/en/").content.decode()
    for words in (f'src="/brand/logo/{key}/"', "#1a6b4f", "Yes, Emma Whitfield."):
        assert words in shown


def test_a_test_goes_through_the_outbox_to_oneself(adas: Client, ada: User) -> None:
    api = APIClient()
    api.force_authenticate(ada)
    said = {"kind": "shipped", "language": "ko"}
    assert adas.post("/settings/mails/tests/", said | {"to": "other@example.com"}).status_code == 302
    assert api.post("/api/v1/mails/tests/", said, format="json").json()["to"] == ada.email
    assert Mail.objects.filter(kind=MailKind.TEST, colleague=ada, sent_at=None).count() == 2
    let_follow()
    assert [mail.to for mail in CapturedMail.objects.all()] == [ada.email] * 2
    assert CapturedMail.objects.first().subject == f"[Test] {example('shipped', 'ko').subject}"
    assert kinds(ada).count("TestMailAsked") == 2


def test_so_many_tests_go_in_an_hour(adas: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notifications.actions.testing.MOST_AN_HOUR", 1)
    said = {"kind": "shipped", "language": "ko"}
    assert [adas.post("/settings/mails/tests/", said).status_code for _ in range(2)] == [302, 409]


def test_what_there_is_no_mail_of(adas: Client, ada: User) -> None:
    api = APIClient()
    api.force_authenticate(ada)
    assert adas.get("/settings/mails/rumour/en/").status_code == 404
    assert adas.get("/settings/mails/", {"kind": "shipped", "language": "fr"}).status_code == 404
    assert adas.post("/settings/mails/tests/", {"kind": "rumour", "language": "en"}).status_code == 422
    assert api.post("/api/v1/mails/tests/", {"kind": "rumour", "language": "en"}, format="json").status_code == 422
    assert api.get("/api/v1/mails/previews/heard/en/").json()["subject"] == "[CS-1042] This is what we understood"


@pytest.mark.parametrize("role", ["agent", "product", "manager", "viewer"])
def test_only_administrators_look_and_send(db: None, client: Client, role: str) -> None:
    who, api = make.a_colleague("X", role), APIClient()
    client.force_login(who)
    api.force_authenticate(who)
    said = {"kind": "shipped", "language": "ko"}
    assert client.post("/settings/mails/tests/", said).status_code == 403
    assert api.post("/api/v1/mails/tests/", said, format="json").status_code == 403
    assert client.get("/settings/mails/shipped/ko/").status_code == 403
    assert api.get("/api/v1/mails/previews/heard/en/").status_code == 403

"""The voice of the customer: their words, what we decided and why, what shipped; for whoever wants it, once a week."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from accounts.models import User
from common.clock import moved_to
from notifications.actions.choosing import want_voice
from notifications.actions.digesting import go_on
from notifications.models import CapturedMail, Digest
from tests import make
from tests.doors import APIClient
from tests.following import let_follow

A_TUESDAY = datetime(2026, 11, 17, 3, tzinfo=UTC)
NEXT_MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def week(db: None) -> None:
    """A week in which something was heard, promised, declined and shipped."""
    cache.clear()
    area, van = make.an_area("Delivery"), make.a_capability("A cold van")
    with moved_to(A_TUESDAY - timedelta(days=7)):
        make.a_ticket()
    with moved_to(A_TUESDAY):
        make.a_heard_ticket(verbatim="The soup was <b>cold</b>.", product_area=area, customer=make.a_customer("Emma"))
        make.a_declined_ticket(waiting_for=van)
        make.an_accepted_ticket()
        make.a_shipped_release(make.an_item(promise="From now on we knock."))
    let_follow()
    CapturedMail.objects.all().delete()


def page_of(colleague: User, place: str = "/voice/?week=2026-11-18") -> str:
    client = Client()
    client.force_login(colleague)
    return client.get(place).content.decode()


def test_anyone_here_reads_the_week_in_the_customers_words(week: None, vic: User) -> None:
    page = page_of(vic)
    assert "3 complaints" in page
    assert "(1 the week before)" in page
    assert "Delivery (1)" in page
    assert "The soup was &lt;b&gt;cold&lt;/b&gt;." in page
    assert "Emma" not in page, "words, never names"
    assert "From now on we tell you." in page
    assert "A cold van" in page
    assert "From now on we knock." in page


def test_a_week_that_is_none_is_one_that_is(week: None, vic: User) -> None:
    for said in ("", "nonsense", "0001-01-01", "9999-12-31", "2030-01-01"):
        assert "Voice of the customer" in page_of(vic, f"/voice/?week={said}"), said


def test_a_week_costs_the_same_whatever_happened_in_it(week: None, vic: User, django_assert_max_num_queries) -> None:
    client = Client()
    client.force_login(vic)
    with django_assert_max_num_queries(14):  # a whole report, kept for five minutes
        client.get("/voice/?week=2026-11-18")
    with django_assert_max_num_queries(5):
        client.get("/voice/?week=2026-11-18")


def test_both_doors_and_nonsense_at_the_api(week: None, vic: User) -> None:
    api = APIClient()
    api.force_authenticate(vic)
    said = api.get("/api/v1/voice/?week=2026-11-16").json()
    assert (said["received"], said["accepted_count"], said["declined_count"]) == (3, 1, 1)
    assert api.get("/api/v1/voice/?week=soon").status_code == 422


@pytest.mark.parametrize("language", ["en", "ko"])
def test_whoever_wants_it_gets_it_once_a_week_in_their_language(
    week: None, vic: User, ana: User, language: str
) -> None:
    User.objects.filter(pk=vic.pk).update(language=language)
    client = Client()
    client.force_login(vic)
    assert client.post("/voice/subscription/", {"wants": "1"}).status_code == 302
    while go_on(NEXT_MONDAY):
        pass
    assert not go_on(NEXT_MONDAY + timedelta(days=1))
    let_follow()
    [mail] = CapturedMail.objects.filter(to=vic.email)
    assert mail.language == language
    assert "The soup was <b>cold</b>." in mail.text
    assert "The soup was &lt;b&gt;cold&lt;/b&gt;." in mail.html
    assert ("들은 이야기" in mail.text) == (language == "ko")
    assert "{" not in mail.subject
    want_voice(by=vic, wants=False)
    while go_on(NEXT_MONDAY + timedelta(days=7)):
        pass
    assert Digest.objects.filter(colleague=vic).count() == 1


def test_every_mail_to_a_colleague_is_sound_for_a_strict_reader(week: None, vic: User) -> None:
    want_voice(by=vic, wants=True)
    go_on(NEXT_MONDAY)
    let_follow()
    kept = CapturedMail.objects.get()
    sent = EmailMultiAlternatives(kept.subject, kept.text, "hello@demo.example", [kept.to])
    sent.attach_alternative(kept.html, "text/html")
    read = message_from_bytes(sent.message().as_bytes(), policy=policy.strict)
    assert read["subject"] == kept.subject
    assert read.get_body(("plain",)).get_content().strip() == kept.text.strip()
    assert "<blockquote" in read.get_body(("html",)).get_content()


def test_a_week_that_nobody_read_yet_costs_twelve_queries(
    week: None, ana: User, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(ana)
    client.get("/notices/")
    cache.clear()
    with django_assert_max_num_queries(12):
        client.get("/voice/?week=2026-11-16")

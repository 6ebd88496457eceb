"""What operators see: what lives, what waits, what was given up; and that it goes again when they say so."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import User
from common import pulse
from common.refusals import Conflict, Forbidden
from journal.models import Delivery, Entry
from metrics.actions import recounting
from metrics.models import Reckoning
from notifications import tasks
from notifications.actions import lease_what_is_due, reviving, send, watching
from notifications.models import Browser, Mail, Notice, Priority, Push
from tests import make
from tests.doors import APIClient


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


def a_mail(**change: Any) -> Mail:
    moment = timezone.now()
    ticket, number = make.a_ticket(), Mail.objects.count()
    said = {"kind": "received", "ticket": ticket, "source": ticket.pk, "message_id": f"<{number}@x>"}
    return Mail.objects.create(**said | {"made_at": moment, "due_at": moment} | change)


def a_dead_mail() -> Mail:
    return a_mail(dead_at=timezone.now(), attempts=10, last_error="ConnectionRefusedError: no")


def test_all_is_well_while_worker_and_clock_live_and_nothing_waits_long(db: None) -> None:
    assert not watching.look().is_well
    tasks.live()
    pulse.beat("beat")
    assert watching.look().is_well
    a_mail(due_at=timezone.now() - timedelta(minutes=5))
    now = watching.look()
    assert (now.is_well, now.mails.is_late, now.mails.due) == (False, True, 1)


def test_what_was_given_up_goes_again_one_by_one_or_all_at_once(ada: User) -> None:
    first, second = a_dead_mail(), a_dead_mail()
    Delivery.objects.update(done_at=timezone.now())
    Delivery.objects.filter(pk=Delivery.objects.earliest("pk").pk).update(done_at=None, dead_at=timezone.now())
    assert watching.look().mails.given_up == 2
    reviving.send_again(first, by=ada)
    assert (first.dead_at, first.attempts) == (None, 0)
    with pytest.raises(Conflict):
        reviving.send_again(first, by=ada)
    assert reviving.try_all_again(by=ada) == 2
    second.refresh_from_db()
    assert (second.dead_at, Delivery.objects.given_up().count()) == (None, 0)
    assert {pk for pk, _priority in lease_what_is_due()} == {first.pk, second.pk}
    assert Entry.objects.filter(kind="GivenUpTriedAgain", actor=ada).count() == 2
    with pytest.raises(Conflict):
        reviving.try_all_again(by=ada)


def test_only_administrators_let_it_go_again_at_both_doors(ada: User, max_: User) -> None:
    mail = a_dead_mail()
    with pytest.raises(Forbidden):
        reviving.try_all_again(by=max_)
    for place in (f"mails/{mail.pk}/repetition/", "repetition/"):
        client, api = Client(), APIClient()
        client.force_login(max_)
        api.force_authenticate(max_)
        assert client.post(f"/settings/status/{place}").status_code == 403
        assert api.post(f"/api/v1/status/{place}").status_code == 403
    client.force_login(ada)
    page = client.get("/settings/status/").content.decode()
    assert "ConnectionRefusedError: no" in page
    api.force_authenticate(ada)
    assert api.post(f"/api/v1/status/mails/{mail.pk}/repetition/").json() == {"tried_again": 1}
    assert api.get("/api/v1/status/").json()["mails"]["given_up"] == 0
    assert client.post("/settings/status/repetition/").status_code == 409


def test_a_mail_to_a_customer_goes_before_all_digests(ana: User) -> None:
    long_ago = timezone.now() - timedelta(hours=1)
    for number in range(5):
        digest = {"kind": "digest", "ticket": None, "colleague": ana, "source": number, "due_at": long_ago}
        a_mail(priority=Priority.DIGEST, **digest)
    to_customer = a_mail()
    assert lease_what_is_due(limit=1) == [(to_customer.pk, Priority.CUSTOMER)]


def test_digests_leave_room_in_the_minute_for_customers(ana: User, settings: Any) -> None:
    settings.MAILS_PER_MINUTE = 10
    pace = [pulse.may_go("mail", limit=10, share=0.7) for _ in range(9)]
    assert pace == [True] * 7 + [False] * 2
    digest = a_mail(kind="notice", ticket=None, colleague=ana, source=1, priority=Priority.DIGEST)
    assert send(digest.pk) is False
    digest.refresh_from_db()
    assert (digest.attempts, digest.due_at > timezone.now()) == (0, True), "it waits, and that is no failure"
    assert send(a_mail().pk) is True
    assert watching.look().mails_this_minute == 8


def test_healthz_asks_nobody(client: Client, django_assert_num_queries: Any, ana: User) -> None:
    client.force_login(ana)
    with django_assert_num_queries(0):
        assert client.get("/healthz/").status_code == 200


def test_a_difference_that_the_night_found_is_seen_by_operators_at_both_doors(ada: User, client: Client) -> None:
    tasks.live()
    pulse.beat("beat")
    state = recounting.reckoning()
    Reckoning.objects.filter(pk=state.pk).update(checked_at=timezone.now(), differences=2, said="all d: kept 1")
    client.force_login(ada)
    assert "2 differences: all d: kept 1" in client.get("/settings/status/").content.decode()
    api = APIClient()
    api.force_authenticate(ada)
    said = api.get("/api/v1/status/").json()
    assert (said["is_well"], [check["is_well"] for check in said["checks"]]) == (False, [False])
    Reckoning.objects.update(differences=0, said="")
    assert watching.look().is_well


def test_a_push_that_was_given_up_goes_again_unless_the_same_waits(ada: User, client: Client) -> None:
    moment = timezone.now()
    notice = Notice.objects.create(
        colleague=ada, about_type="ticket", about_id=1, kind="noted", why="owner", first_at=moment, last_at=moment
    )
    browser = Browser.objects.create(colleague=ada, endpoint="https://push.example.com/x", made_at=moment)
    told = {"browser": browser, "notice": notice, "made_at": moment, "due_at": moment}
    early, late = (Push.objects.create(**told, dead_at=moment, last_error="410 gone") for _n in range(2))
    client.force_login(ada)
    assert "410 gone" in client.get("/settings/status/?what=pushes").content.decode()
    assert client.post(f"/settings/status/pushes/{late.pk}/repetition/").status_code == 302
    assert client.post(f"/settings/status/pushes/{early.pk}/repetition/").status_code == 409
    late.refresh_from_db()
    assert (late.dead_at, Push.objects.given_up().get()) == (None, early)
    with pytest.raises(Conflict):
        reviving.try_all_again(by=ada)

"""A webhook is set up, hears what happened, can check that it was us, and is left in peace when it cannot answer."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection as database
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from accounts.models import User
from common.refusals import Conflict, Forbidden
from connections.actions import connecting, posting, running
from connections.actions.forgetting import forget
from connections.letters.payloads import wrapped
from connections.models import Attempt, Connection, Post
from connections.tasks import post as post_all
from connections.vocabulary import EventType
from journal.models import Entry
from notifications.models import CapturedMail
from tests import make
from tests.connections.servers import Came, Server, a_door, a_server, hanging
from tests.following import kinds, let_follow

pytestmark = [pytest.mark.django_db, pytest.mark.sockets]
LATER = timedelta(days=9)


@pytest.fixture
def server(settings) -> Iterator[Server]:
    """A receiver on this machine, whose network the operator has named."""
    settings.OUTGOING_PRIVATE = ["127.0.0.0/8"]
    with a_server() as receiver:
        yield receiver


@pytest.fixture
def webhook(server: Server, ada: User) -> Connection:
    return connecting.connect(
        by=ada, kind="webhook", name="Warehouse", address=f"{server.url}/hook", events=EventType.values
    )[0]


def at(moment: datetime, monkeypatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def answering(status: int, **headers: str) -> Any:
    return lambda _came: (status, {name.replace("_", "-"): value for name, value in headers.items()}, b"said")


def said(came: Came) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(came.body)
    return whole


def test_what_happens_is_posted_once_and_signed(server: Server, webhook: Connection) -> None:
    ticket = make.an_accepted_ticket(verbatim="The parcel came late, says Emma.")
    let_follow()
    post_all(webhook.pk)
    post_all(webhook.pk)
    heard = [said(came) for came in server.came]
    of_the_ticket = [one["type"] for one in heard if one["type"].startswith("ticket.")]
    assert of_the_ticket == ["ticket.received", "ticket.heard", "ticket.assessed", "ticket.accepted"]
    first = heard[0]
    assert first["version"] == 1
    assert first["data"]["ticket"] == {
        "id": ticket.pk,
        "reference": ticket.reference,
        "stage": "to_listen",
        "channel": "phone",
        "area": None,
        "url": f"http://localhost:8000/tickets/{ticket.reference}/",
        "api_url": f"http://localhost:8000/api/v1/tickets/{ticket.reference}/",
    }
    for came in server.came:
        assert Webhook(webhook.secret).verify(came.body, came.headers) == said(came)
    assert len({came.headers["webhook-id"] for came in server.came}) == len(server.came)


def test_nothing_of_a_customer_leaves(server: Server, webhook: Connection) -> None:
    who = make.a_customer("Hyacinth Bucket", email="hyacinth@example.com", phone="010-5555-1234")
    make.a_declined_ticket(customer=who, verbatim="My doorbell words")
    let_follow()
    post_all(webhook.pk)
    everything = b"".join(came.body for came in server.came)
    assert server.came
    for private in ("Hyacinth", "hyacinth@", "5555", "doorbell"):
        assert private.encode() not in everything


def test_only_what_was_asked_for_is_posted(server: Server, webhook: Connection, ada: User) -> None:
    connecting.change(webhook, by=ada, events=["item.shipped"])
    item = make.an_item()
    make.a_shipped_release(item)
    let_follow()
    post_all(webhook.pk)
    assert [said(came)["type"] for came in server.came] == ["item.shipped"]
    assert said(server.came[0])["data"]["item"]["title"] == item.title


def test_a_changed_byte_an_old_moment_and_another_secret_are_noticed(
    server: Server, webhook: Connection, ada: User
) -> None:
    running.test(webhook, by=ada)
    post_all(webhook.pk)
    came, check = server.came[0], Webhook(webhook.secret)
    check.verify(came.body, came.headers)
    with pytest.raises(WebhookVerificationError):
        check.verify(came.body + b" ", came.headers)
    with pytest.raises(WebhookVerificationError):
        check.verify(came.body, came.headers | {"webhook-timestamp": "1700000000"})
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_" + "A" * 44).verify(came.body, came.headers)


def test_while_a_secret_is_changed_over_both_sign(server: Server, webhook: Connection, ada: User, monkeypatch) -> None:
    old = webhook.secret
    new = running.rotate(webhook, by=ada)
    running.test(webhook, by=ada)
    post_all(webhook.pk)
    for secret in (old, new):
        Webhook(secret).verify(server.came[0].body, server.came[0].headers)
    Connection.objects.update(old_secret_until=timezone.now() - timedelta(seconds=1))
    running.test(webhook, by=ada)
    post_all(webhook.pk)
    Webhook(new).verify(server.came[1].body, server.came[1].headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(old).verify(server.came[1].body, server.came[1].headers)


def test_secrets_and_addresses_are_sealed_in_the_database(webhook: Connection, settings) -> None:
    with database.cursor() as cursor:
        cursor.execute("SELECT secret, address FROM connections_connection")
        row = cursor.fetchone()
    assert webhook.secret not in row[0]
    assert "127.0.0.1" not in row[1]
    kept, settings.SECRET_KEY = settings.SECRET_KEY, "another key altogether, and long enough"
    assert Connection.objects.get().secret == ""
    settings.SECRET_KEY_FALLBACKS = [kept]
    assert Connection.objects.get().secret == webhook.secret


def test_after_a_failure_it_is_tried_again_under_the_same_name(
    server: Server, webhook: Connection, ada: User, monkeypatch
) -> None:
    server.answers = answering(500)
    running.test(webhook, by=ada)
    post_all(webhook.pk)
    post_all(webhook.pk)
    assert len(server.came) == 1  # it rests
    server.answers = answering(200)
    at(timezone.now() + timedelta(minutes=1), monkeypatch)
    post_all(webhook.pk)
    assert len({came.headers["webhook-id"] for came in server.came}) == 1
    assert [(a.status, a.said) for a in Attempt.objects.all()] == [(500, "said"), (200, "said")]
    webhook.refresh_from_db()
    assert (webhook.state, Post.objects.get().state) == ("well", "sent")


def test_it_is_given_up_visibly_after_ten_times(
    server: Server, webhook: Connection, ada: User, monkeypatch, settings
) -> None:
    settings.PAUSED_AFTER_DAYS = 100
    server.answers = answering(500)
    running.test(webhook, by=ada)
    for day in range(12):
        at(timezone.now() + timedelta(days=2), monkeypatch)
        post_all(webhook.pk)
        monkeypatch.undo()
        Post.objects.update(due_at=timezone.now())
        Connection.objects.update(resting_until=None)
        assert day < 12
    assert len(server.came) == 10
    assert Post.objects.get().state == "given_up"


def test_after_days_of_failing_it_is_paused_and_its_owner_hears_why(
    server: Server, webhook: Connection, ada: User, monkeypatch
) -> None:
    server.answers = answering(500)
    running.test(webhook, by=ada)
    post_all(webhook.pk)
    Connection.objects.update(failing_since=timezone.now() - timedelta(days=3), resting_until=None)
    Post.objects.update(due_at=timezone.now())
    post_all(webhook.pk)
    webhook.refresh_from_db()
    assert (webhook.state, webhook.paused_why, kinds(webhook)[-1]) == ("paused", "failing", "ConnectionPaused")
    let_follow()
    mail = CapturedMail.objects.get(to=ada.email)
    assert "Warehouse" in mail.subject
    assert "It has failed for days." in mail.text
    server.answers = answering(200)
    running.resume(webhook, by=ada)
    post_all(webhook.pk)
    assert Post.objects.get().state == "sent"


def test_gone_for_good_ends_it_at_once(server: Server, webhook: Connection, ada: User) -> None:
    server.answers = answering(410)
    running.test(webhook, by=ada)
    post_all(webhook.pk)
    webhook.refresh_from_db()
    assert (webhook.paused_why, Post.objects.get().state) == ("gone", "given_up")
    let_follow()
    assert "410" in CapturedMail.objects.get(to=ada.email).text


@pytest.mark.parametrize(("asked", "seconds"), [("3600", 3600), ("9" * 9, 86400), ("soon", 0), ("-5", 0)])
def test_who_asks_for_patience_gets_it(
    server: Server, webhook: Connection, ada: User, asked: str, seconds: int
) -> None:
    server.answers = answering(429, Retry_After=asked)
    running.test(webhook, by=ada)
    post_all(webhook.pk)
    webhook.refresh_from_db()
    assert webhook.resting_until
    rest = (webhook.resting_until - timezone.now()).total_seconds()
    assert rest == pytest.approx(seconds, abs=2)


def test_who_hangs_holds_up_only_itself(server: Server, webhook: Connection, ada: User, monkeypatch) -> None:
    monkeypatch.setattr("common.outgoing.asking.DONE_WITHIN", 0.2)
    with a_door(hanging) as (url, _knocked):
        dead = connecting.connect(by=ada, kind="webhook", name="Dead", address=url, events=EventType.values)[0]
        make.a_ticket()
        let_follow()
        assert set(posting.to_ring_for(timezone.now())) == {webhook, dead}
        post_all(dead.pk)
    assert set(posting.to_ring_for(timezone.now())) == {webhook}
    post_all(webhook.pk)
    assert [said(came)["type"] for came in server.came] == ["ticket.received"]
    assert "Timeout" in Attempt.objects.exclude(status=200).filter(post__connection=dead).get().said


def test_two_workers_do_not_post_the_same_thing(server: Server, webhook: Connection, ada: User) -> None:
    running.test(webhook, by=ada)
    [claimed] = posting._claim(webhook.pk)
    assert posting._claim(webhook.pk) == []
    assert not posting.to_ring_for(timezone.now()).exists()
    Connection.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))  # that worker died
    post_all(webhook.pk)
    assert server.came[0].headers["webhook-id"] == claimed.name


def test_while_it_is_paused_nothing_is_posted_nor_written_down(server: Server, webhook: Connection, ada: User) -> None:
    running.test(webhook, by=ada)
    running.pause(webhook, by=ada)
    make.a_ticket()
    let_follow()
    post_all(webhook.pk)
    assert (server.came, Post.objects.count()) == ([], 1)
    with pytest.raises(Conflict):
        running.test(webhook, by=ada)
    with pytest.raises(Conflict):
        running.pause(webhook, by=ada)
    running.resume(webhook, by=ada)
    post_all(webhook.pk)
    assert len(server.came) == 1


def test_a_post_can_be_sent_again_under_its_name_while_its_words_are_known(
    server: Server, webhook: Connection, ada: User
) -> None:
    post = running.test(webhook, by=ada)
    with pytest.raises(Conflict):
        running.repeat(post, by=ada)
    post_all(webhook.pk)
    running.repeat(Post.objects.get(), by=ada)
    post_all(webhook.pk)
    assert [came.headers["webhook-id"] for came in server.came] == [post.name, post.name]
    Post.objects.update(made_at=timezone.now() - timedelta(days=8))
    assert forget() == 1
    assert (Post.objects.get().body, set(Attempt.objects.values_list("said", flat=True))) == (None, {""})
    with pytest.raises(Conflict, match="forgotten"):
        running.repeat(Post.objects.get(), by=ada)
    Post.objects.update(made_at=timezone.now() - timedelta(days=100))
    forget()
    assert not Post.objects.exists()


def test_what_still_waits_is_not_forgotten(webhook: Connection, ada: User) -> None:
    running.test(webhook, by=ada)
    Post.objects.update(made_at=timezone.now() - timedelta(days=100))
    forget()
    assert Post.objects.get().body


def test_only_administrators_connect_at_both_doors(server: Server, webhook: Connection, ana: User, max_: User) -> None:
    body = {"name": "Mine", "address": server.url, "events": ["ticket.received"]}
    for person in (ana, max_):
        with pytest.raises(Forbidden):
            connecting.connect(by=person, kind="webhook", **body)
        assert html(person, "new-webhook/", body).status_code == 403
        assert api(person, "", body).status_code == 403
        assert html(person, f"{webhook.pk}/removal/", {}).status_code == 403
        assert api(person, f"{webhook.pk}/removal/", {}).status_code == 403
    assert Connection.objects.count() == 1


def test_a_secret_is_shown_once_at_both_doors(server: Server, ada: User) -> None:
    body = {"name": "Mine", "address": server.url, "events": ["ticket.received"]}
    page = html(ada, "new-webhook/", body)
    made = Connection.objects.get()
    assert made.secret in page.content.decode()
    client = Client()
    client.force_login(ada)
    assert made.secret not in client.get(f"/settings/connections/{made.pk}/").content.decode()
    first = api(ada, "", body, key="k1")
    again = api(ada, "", body, key="k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["secret"] == Connection.objects.get(pk=first.json()["id"]).secret
    assert again.json() == first.json() | {"secret": None}
    asked = APIClient()
    asked.force_authenticate(ada)
    assert "secret" not in asked.get(f"/api/v1/connections/{made.pk}/").json()
    assert Entry.objects.filter(kind="ConnectionMade").count() == 2
    assert made.secret not in str(list(Entry.objects.values_list("plain", flat=True)))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"address": "https://10.0.0.1/"}, "address"),
        ({"address": "ftp://93.184.215.14/"}, "address"),
        ({"events": []}, "events"),
        ({"events": ["ticket.exploded"]}, "events"),
    ],
)
def test_nonsense_is_refused_beside_its_field_at_both_doors(ada: User, said: dict[str, Any], field: str) -> None:
    body = {"name": "Mine", "address": "https://93.184.215.14/", "events": ["ticket.received"]} | said
    page = html(ada, "new-webhook/", body)
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {field}
    answer = api(ada, "", body)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert not Connection.objects.exists()


def test_of_two_who_change_it_at_once_one_is_told(server: Server, webhook: Connection, ada: User) -> None:
    body = {"name": "Store", "address": f"{server.url}/hook", "events": ["ticket.received"], "version": 1}
    assert html(ada, f"{webhook.pk}/", body).status_code == 302
    late = html(ada, f"{webhook.pk}/", body | {"name": "Depot"})
    assert late.status_code == 409
    assert "Depot" in late.content.decode()
    assert api(ada, f"{webhook.pk}/", body | {"name": "Depot"}).status_code == 409
    webhook.refresh_from_db()
    assert (webhook.name, webhook.version) == ("Store", 2)


def test_what_was_removed_forgets_its_secrets_and_is_not_there_any_more(
    server: Server, webhook: Connection, ada: User
) -> None:
    running.test(webhook, by=ada)
    assert html(ada, f"{webhook.pk}/removal/", {}).status_code == 302
    webhook.refresh_from_db()
    assert (webhook.secret, webhook.address) == ("", "")
    post_all(webhook.pk)
    assert server.came == []
    assert api(ada, f"{webhook.pk}/test/", {}).status_code == 404
    with pytest.raises(Conflict):
        running.rotate(webhook, by=ada)


def test_the_log_says_what_was_posted_and_what_was_answered(server: Server, webhook: Connection, ada: User) -> None:
    server.answers = lambda _came: (500, {}, b"<script>alert(1)</script>")
    assert html(ada, f"{webhook.pk}/test/", {}).status_code == 302
    post_all(webhook.pk)
    post = Post.objects.get()
    client = Client()
    client.force_login(ada)
    assert "connection.tested" in client.get(f"/settings/connections/{webhook.pk}/").content.decode()
    page = client.get(f"/settings/connections/{webhook.pk}/posts/{post.pk}/").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert post.name in page
    other = make.a_connection()
    assert client.get(f"/settings/connections/{other.pk}/posts/{post.pk}/").status_code == 404
    asked = APIClient()
    asked.force_authenticate(ada)
    whole = asked.get(f"/api/v1/connections/{webhook.pk}/posts/{post.pk}/").json()
    assert (whole["state"], whole["attempts"][0]["status"]) == ("failing", 500)
    assert api(ada, f"{webhook.pk}/posts/{post.pk}/repetition/", {}).status_code == 201


def test_many_things_at_once_are_written_down_with_few_queries(
    webhook: Connection, django_assert_max_num_queries
) -> None:
    from connections.actions.telling import tell
    from connections.letters.happenings import Happening

    items = [make.an_item() for _ in range(3)]
    told = [
        Happening(type="item.shipped", at=timezone.now(), about="item", number=i.pk, stage="shipped") for i in items
    ]
    with django_assert_max_num_queries(6):
        assert tell(told) == 3


def test_every_type_that_can_be_asked_for_is_told_of_some_event() -> None:
    from connections.letters import happenings

    source = Path(happenings.__file__).read_text()
    assert {name for name in EventType.names if f"EventType.{name}" in source} == set(EventType.names)


def test_what_a_body_begins_with_stays(webhook: Connection) -> None:
    moment = timezone.now()
    assert list(wrapped("a.b", moment, {})) == ["type", "version", "timestamp", "data"]


def html(person: User, place: str, body: dict[str, Any]) -> Any:
    client = Client()
    client.force_login(person)
    return client.post(f"/settings/connections/{place}", body)


def api(person: User, place: str, body: dict[str, Any], key: str = "") -> Any:
    client = APIClient()
    client.force_authenticate(person)
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(f"/api/v1/connections/{place}", body, format="json", headers=headers)


def test_who_fails_now_and_then_is_not_slowed_down_and_who_fails_again_and_again_rests_longer(
    server: Server, webhook: Connection, ada: User
) -> None:
    for _ in range(4):
        running.test(webhook, by=ada)
    server.answers = lambda _came: (500 if len(server.came) == 1 else 200, {}, b"")
    post_all(webhook.pk)
    assert [post.state for post in Post.objects.order_by("pk")] == ["failing", "sent", "sent", "sent"]
    server.answers = answering(500)
    rests = []
    for _ in range(4):
        Post.objects.update(due_at=timezone.now(), done_at=None)
        Connection.objects.update(resting_until=None)
        posting.go_on(webhook.pk)
        webhook.refresh_from_db()
        assert webhook.resting_until
        rests.append(round((webhook.resting_until - timezone.now()).total_seconds()))
    assert rests == [0, 5, 10, 20]


def test_operators_see_posts_that_wait_for_us_and_connections_that_fail(
    server: Server, webhook: Connection, ada: User
) -> None:
    from notifications.actions import watching

    running.test(webhook, by=ada)
    Post.objects.update(due_at=timezone.now() - timedelta(minutes=5))
    assert (watching.look().posts.is_late, watching.look().connections_in_trouble) == (True, 0)
    server.answers = answering(500)
    post_all(webhook.pk)
    now = watching.look()
    assert (now.posts.due, now.posts.is_late, now.connections_in_trouble) == (0, False, 1)
    client = Client()
    client.force_login(ada)
    assert "1 fails, or was paused for it" in client.get("/settings/status/").content.decode()


def test_the_next_attempt_is_when_the_first_of_those_that_wait_is_tried(
    server: Server, webhook: Connection, ada: User, client: Client
) -> None:
    server.answers = answering(500)
    running.test(webhook, by=ada)
    post_all(webhook.pk)
    client.force_login(ada)
    rests, soon = timezone.now() - timedelta(minutes=2), timezone.now() + timedelta(minutes=4)
    for due, resting, shown in ((soon, rests, soon), (rests, soon, soon), (soon, None, soon)):
        Post.objects.update(due_at=due)
        Connection.objects.update(resting_until=resting)
        page = client.get(f"/settings/connections/{webhook.pk}/")
        assert page.context["next_at"] == shown
        assert "next attempt:" in page.content.decode()

"""A chat room hears what it asked for: in its language, together, at its pace, and nobody is mentioned by mistake."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from accounts.models import User
from common.refusals import Conflict, Invalid
from connections.actions import connecting, posting, running
from connections.letters import apprising, spelling
from connections.letters.chat import Line, Message
from connections.models import Attempt, Connection, Post
from connections.tasks import post as post_all
from tests import make
from tests.connections.servers import Server, a_server
from tests.connections.test_webhooks import api, html
from tests.following import let_react

pytestmark = [pytest.mark.django_db, pytest.mark.sockets]


@pytest.fixture
def server(settings) -> Iterator[Server]:
    settings.OUTGOING_PRIVATE = ["127.0.0.0/8"]
    with a_server((200, {}, b"ok")) as receiver:
        yield receiver


def a_room(server: Server, by: User, **said: Any) -> Connection:
    known = {"kind": "slack", "name": "#complaints", "address": f"{server.url}/hook", "events": ["ticket.received"]}
    return connecting.connect(by=by, **(known | said))[0]


def heard(server: Server) -> list[dict[str, Any]]:
    return [json.loads(came.body) for came in server.came]


def test_a_room_reads_what_happened_where_and_the_link_but_nobodys_words(server: Server, ada: User) -> None:
    room, area = a_room(server, ada), make.an_area("Delivery")
    ticket = make.a_ticket(verbatim="My doorbell words", product_area=area)
    let_react()
    post_all(room.pk)
    url = f"http://localhost:8000/tickets/{ticket.reference}/"
    assert heard(server) == [
        {"text": f"A complaint came in <{url}|{ticket.reference}> (Delivery)", "unfurl_links": False}
    ]


def test_it_shows_words_only_where_somebody_said_so_and_as_plain_text(server: Server, ada: User) -> None:
    room = a_room(server, ada, shows_words=True, language="ko")
    make.a_ticket(verbatim="<!channel> look & see")
    let_react()
    assert "look" not in json.dumps(list(Post.objects.values_list("body", flat=True)))
    post_all(room.pk)
    text = heard(server)[0]["text"]
    assert text.startswith("불만이 들어왔어요")
    assert "&lt;!channel&gt; look &amp; see" in text


def test_what_happens_while_it_rests_is_told_together(server: Server, ada: User) -> None:
    room = a_room(server, ada, gap_seconds=60)
    make.a_ticket()
    let_react()
    post_all(room.pk)
    for _ in range(25):
        make.a_ticket()
    let_react()
    post_all(room.pk)
    assert len(server.came) == 1
    assert not posting.to_ring_for(timezone.now()).exists()
    Connection.objects.update(resting_until=timezone.now() - timedelta(seconds=1))
    post_all(room.pk)
    assert len(server.came) == 2
    lines = heard(server)[1]["text"].split("\n")
    assert (len(lines), lines[-1]) == (21, "and 5 more")
    assert not Post.objects.undone().exists()


def test_only_its_areas_and_stages_are_told(server: Server, ada: User) -> None:
    delivery, payments = make.an_area("Delivery"), make.an_area("Payments")
    late = make.an_area("Late", parent=delivery)
    room = a_room(server, ada, areas=[delivery], stages=["to_listen"], events=["ticket.received", "ticket.heard"])
    mine = make.a_heard_ticket(product_area=late)
    make.a_ticket(product_area=payments)
    make.a_ticket()
    let_react()
    assert [(post.subject, post.type) for post in room.posts.all()] == [(mine.reference, "ticket.received")]


def test_what_has_no_area_passes_the_areas(server: Server, ada: User) -> None:
    room = a_room(server, ada, areas=[make.an_area()], events=["release.shipped", "item.shipped"])
    make.a_shipped_release()
    let_react()
    assert [post.type for post in room.posts.all()] == ["release.shipped"]


def test_a_room_that_does_not_answer_is_told_again_with_everything(server: Server, ada: User) -> None:
    room = a_room(server, ada)
    server.answers = lambda _came: (503, {"Retry-After": "30"}, b"")
    make.a_ticket()
    make.a_ticket()
    let_react()
    post_all(room.pk)
    assert {post.state for post in room.posts.all()} == {"failing"}
    server.answers = lambda _came: (200, {}, b"ok")
    Connection.objects.update(resting_until=None)
    Post.objects.update(due_at=timezone.now())
    post_all(room.pk)
    assert {post.state for post in room.posts.all()} == {"sent"}
    assert [len(one["text"].split("\n")) for one in heard(server)] == [2, 2]


NASTY = Message([Line("Said", "PB-1", "https://a.example/", "@everyone [x](javascript:1) **b**", "`<at>me</at>`")])


def test_each_kind_spells_it_so_that_text_stays_text() -> None:
    slack = spelling.spelt("slack", Message([Line("Said", "PB-1", "https://a.example/", "<@U1> & <!here>")]))
    assert slack["text"] == "Said <https://a.example/|PB-1> (&lt;@U1&gt; &amp; &lt;!here&gt;)"
    discord = spelling.spelt("discord", NASTY)
    assert discord["allowed_mentions"] == {"parse": []}
    assert r"\[x\]\(javascript:1\) \*\*b\*\*" in discord["content"]
    card = spelling.spelt("teams", NASTY)["attachments"][0]["content"]
    assert (card["type"], card["body"][0]["wrap"]) == ("AdaptiveCard", True)
    assert r"\<at\>" in card["body"][0]["text"]
    assert spelling.spelt("kakaowork", NASTY)["text"].splitlines()[0] == "Said PB-1 (@everyone [x](javascript:1) **b**)"
    many = Message([Line("Said", "PB-1", "https://a.example/", "long " * 100)] * 20)
    assert len(spelling.spelt("discord", many)["content"]) <= 2000


def test_a_service_that_apprise_knows_is_asked_through_our_own_checks(server: Server, ada: User) -> None:
    port = server.url.rpartition(":")[2]
    room = a_room(server, ada, kind="apprise", address=f"mmost://127.0.0.1:{port}/abcdefghijklmnopqrstuvwxyz")
    make.a_ticket()
    let_react()
    post_all(room.pk)
    assert "A complaint came in" in server.came[0].body.decode()
    assert Post.objects.get().state == "sent"


def test_apprise_reaches_nothing_that_we_would_not_reach(server: Server, ada: User, settings) -> None:
    settings.OUTGOING_PRIVATE = []
    port = server.url.rpartition(":")[2]
    room = a_room(server, ada, kind="apprise", address=f"mmost://127.0.0.1:{port}/abcdefghijklmnopqrstuvwxyz")
    running.test(room, by=ada)
    post_all(room.pk)
    assert server.came == []
    assert "not on the public internet" in Attempt.objects.get().said


def test_apprise_follows_no_redirect(server: Server) -> None:
    with a_server() as inside:
        server.answers = lambda _came: (302, {"Location": inside.url}, b"")
        port = server.url.rpartition(":")[2]
        answer = apprising.post(f"ntfy://127.0.0.1:{port}/topic?redirect=yes&verify=no", title="T", body="B")
        assert (answer.status, len(server.came)) == (302, 1)
        assert inside.came == []


@pytest.mark.parametrize(
    "address",
    [
        "mailto://me:pass@example.com",
        "syslog://",
        "file:///etc/passwd",
        "dbus://",
        "nonsense",
        "matrix://me:pw@h/#r",
        "https://x",
    ],
)
def test_what_reaches_out_in_any_other_way_is_refused(ada: User, address: str) -> None:
    with pytest.raises(Invalid) as refusal:
        connecting.connect(by=ada, kind="apprise", name="Room", address=address, events=["ticket.received"])
    assert list(refusal.value.fields) == ["address"]


def test_every_service_on_the_list_exists_and_asks_through_requests_only() -> None:
    from importlib import import_module

    ways = {"socket", "smtplib", "subprocess", "ssl", "asyncio", "paho", "aiohttp", "urllib", "http"}
    for name in apprising.SERVICES:
        names = vars(import_module(f"apprise.plugins.{name}"))
        assert "requests" in names, name
        assert not {key for key in names if key in ways}, name


def test_a_room_is_set_up_and_changed_at_both_doors_and_its_address_is_not_shown_again(
    server: Server, ada: User
) -> None:
    area = make.an_area()
    body = {
        "kind": "discord", "name": "Shop", "address": f"{server.url}/hook/s3cr3t", "events": ["ticket.received"],
        "areas": [area.pk], "stages": [], "language": "ko", "gap_seconds": 10,
    }  # fmt: skip
    assert html(ada, "new-room/", body).status_code == 302
    assert api(ada, "", body).json()["secret"] == ""
    for room in Connection.objects.all():
        assert (room.kind, room.language, list(room.areas.all()), room.secret) == ("discord", "ko", [area], "")
        client = Client()
        client.force_login(ada)
        assert "s3cr3t" not in client.get(f"/settings/connections/{room.pk}/").content.decode()
        changed = body | {"name": "Store", "address": "", "areas": [], "version": 1}
        assert html(ada, f"{room.pk}/", changed).status_code == 302
        room.refresh_from_db()
        assert (room.name, room.areas.count(), room.address) == ("Store", 0, f"{server.url}/hook/s3cr3t")
        with pytest.raises(Conflict):
            running.rotate(room, by=ada)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"gap_seconds": 4000}, "gap_seconds"),
        ({"stages": ["nowhere"]}, "stages"),
        ({"kind": "fax"}, "kind"),
        ({"address": ""}, "address"),
    ],
)
def test_nonsense_about_a_room_is_refused_beside_its_field_at_both_doors(
    server: Server, ada: User, said: dict[str, Any], field: str
) -> None:
    body = {
        "kind": "slack",
        "name": "R",
        "address": server.url,
        "events": ["ticket.received"],
        "language": "en",
        "gap_seconds": 1,
    }
    page = html(ada, "new-room/", body | said)
    assert (page.status_code, set(page.context["form"].errors)) == (422, {field})
    answer = api(ada, "", body | said)
    assert (answer.status_code, set(answer.json()["errors"])) == (422, {field})


def test_a_message_is_worded_in_the_language_of_its_room() -> None:
    with translation.override("ko"):
        assert Message([Line("a")], more=4).title == "5가지 일이 있었어요"
        assert Message([Line("a")], more=4).rest == "외 4건"

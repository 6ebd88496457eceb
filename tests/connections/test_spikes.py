"""A rise in complaints is told to other machines and to rooms, as soon as it is raised, and nobody's words with it."""

import json
from collections.abc import Iterator

import pytest

from accounts.models import User
from common.clock import moved_to
from connections.actions import connecting
from connections.models import Post
from connections.tasks import post as post_all
from spikes.actions import answering
from tests import make
from tests.connections.servers import Server, a_server
from tests.following import let_react
from tests.spikes.ground import NOON, a_history, come, look

ODDS = ["Rain fell", "A bill came", "It is slow", "Cold soup", "My shoe tore", "No light", "Loud fans", "Red paint"]
"""Nothing in common but their area."""
pytestmark = [pytest.mark.django_db, pytest.mark.sockets]


@pytest.fixture
def server(settings) -> Iterator[Server]:
    settings.OUTGOING_PRIVATE = ["127.0.0.0/8"]
    with a_server((200, {}, b"ok")) as receiver:
        yield receiver


def test_a_spike_is_posted_once_and_read_in_a_room_and_not_while_it_is_quiet(
    server: Server, ada: User, max_: User
) -> None:
    known = {"by": ada, "address": f"{server.url}/hook", "events": ["spike.raised"]}
    webhook = connecting.connect(kind="webhook", name="Warehouse", **known)[0]
    parcels, other = make.an_area("Parcels"), make.an_area("Else")
    room = connecting.connect(kind="slack", name="#a", shows_words=True, areas=[parcels], **known)[0]
    deaf = connecting.connect(kind="slack", name="#b", areas=[other], **known)[0]
    a_history(parcels, other)
    come(8, parcels, lines=ODDS)
    [spike] = look()
    look(NOON)
    with moved_to(NOON):
        answering.keep_quiet(spike, by=max_, until=NOON.replace(day=20), reason="Known.")
    come(8, parcels, at=NOON.replace(day=7), lines=ODDS)
    look(NOON.replace(day=7))
    let_react()
    body = Post.objects.get(connection=webhook).body
    assert (body["type"], body["data"]["n"], body["data"]["family"]) == ("spike.raised", 8, "area")
    assert body["data"]["spike"] == {
        "id": spike.pk,
        "url": f"http://localhost:8000/spikes/{spike.pk}/",
        "api_url": f"http://localhost:8000/api/v1/spikes/{spike.pk}/",
        "area": {"id": parcels.pk, "name": "Parcels"},
    }
    assert "paint" not in json.dumps(body)
    assert not deaf.posts.exists(), "a room of another area hears nothing of it"
    post_all(room.pk)
    text = json.loads(server.came[0].body)["text"]
    assert "More complain than is usual" in text
    assert "8 customers within" in text
    assert "Parcels" in text

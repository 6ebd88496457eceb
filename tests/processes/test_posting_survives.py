"""A receiver fails now and then, another hangs, the poster is killed, the broker forgets: each post arrives, no mail waits."""

import os
import signal
from collections import Counter
from pathlib import Path

import pytest
import redis
from django.utils import timezone

from connections.models import Connection, Post
from notifications.models import Mail
from tests import make
from tests.connections.servers import Came, Reply, a_door, a_server, hanging
from tests.processes.test_nothing_is_lost import running, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]
POSTS = 30
POSTER = ("worker", "-Q", "posts", "-P", "threads", "-c", "4")


def test_every_post_arrives_and_a_dead_receiver_delays_no_mail(tmp_path: Path, settings, monkeypatch) -> None:
    settings.OUTGOING_PRIVATE = ["127.0.0.0/8"]
    monkeypatch.setenv("OUTGOING_PRIVATE", "127.0.0.0/8")
    broker = redis.Redis.from_url(
        settings.CELERY_BROKER_URL.replace("redis+socket", "unix").replace("virtual_host", "db")
    )
    broker.flushdb()
    asked: Counter[str] = Counter()
    arrived: Counter[str] = Counter()

    def every_third_fails_at_first(came: Came) -> Reply:
        name = came.headers["webhook-id"]
        asked[name] += 1
        if len(asked) % 3 == 0 and asked[name] == 1:
            return 500, {}, b""
        arrived[name] += 1
        return 200, {}, b""

    with a_server(every_third_fails_at_first) as server, a_door(hanging) as (dead_url, knocked):
        flaky = make.a_connection(address=server.url, events=["ticket.received"])
        dead = make.a_connection(address=dead_url, events=["ticket.received"])
        for number in range(POSTS):
            make.a_ticket(customer=make.a_customer(f"Customer {number}"))
        begun = timezone.now()
        with (
            running("worker", "-c", "1", log=tmp_path / "mails.log", at=tmp_path),
            running("beat", log=tmp_path / "beat.log", at=tmp_path),
        ):
            with running(*POSTER, log=tmp_path / "first.log", at=tmp_path) as poster:
                wait_until(lambda: sum(arrived.values()) >= POSTS // 6)
                os.killpg(poster.pid, signal.SIGKILL)
                broker.flushdb()
            Connection.objects.filter(claimed_until__isnull=False).update(claimed_until=timezone.now())
            with running(*POSTER, log=tmp_path / "second.log", at=tmp_path):
                wait_until(lambda: not Mail.objects.unsent().exists())
                wait_until(lambda: flaky.posts.count() == POSTS and not flaky.posts.undone().exists(), seconds=90)
        assert (timezone.now() - begun).total_seconds() < 150
        assert Post.objects.filter(connection=flaky, dead_at__isnull=False).count() == 0
        assert set(arrived) == set(flaky.posts.values_list("name", flat=True))
        # Only what was on its way when its poster died may come again, under the same name: one at a connection.
        assert sum(count - 1 for count in arrived.values()) <= 1
        assert dead.posts.undone().count() == POSTS
        assert knocked

"""The mail server refuses, then hangs, then works; workers die, the broker forgets: every notice arrives, once."""

import asyncio
import os
import random
import signal
import socket
import threading
import time
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import redis
from aiosmtpd.controller import Controller

from journal.models import Delivery
from notifications.actions import digesting
from notifications.actions.choosing import want_voice
from notifications.models import Mail, News
from tests import make
from tests.processes.test_nothing_is_lost import running, wait_until
from tickets.actions.listening import hear_more, listen

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]

TICKETS, READERS, KILLS = 8, 6, 3


class InTrouble:
    """A mail server that does what it is told to: refuse, hang or work."""

    def __init__(self) -> None:
        self.does = "refuse"
        self.turned_away = 0
        self.got: list[str] = []
        self._door = threading.Lock()

    async def handle_DATA(self, _server, _session, envelope) -> str:
        if self.does == "hang":
            self.turned_away += 1
            await asyncio.sleep(30)
        if self.does != "work":
            self.turned_away += 1
            return "451 not now"
        read = message_from_bytes(envelope.original_content, policy=policy.strict)  # raises at any defect
        assert read.get_body(("plain",)).get_content().strip()
        assert read.get_body(("html",)).get_content().strip()
        with self._door:
            self.got.append(str(read["Message-ID"]))
        return "250 thank you"


def test_every_mail_arrives_once_whatever_happens_to_server_worker_and_broker(
    tmp_path: Path, settings, monkeypatch
) -> None:
    post = InTrouble()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(post, hostname="127.0.0.1", port=port)
    server.start()
    surroundings = {"EMAIL_URL": f"smtp://127.0.0.1:{port}", "EMAIL_TIMEOUT": "1", "OUTBOX_PAUSE_SECONDS": "0.05"}
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    broker = redis.Redis.from_url(
        settings.CELERY_BROKER_URL.replace("redis+socket", "unix").replace("virtual_host", "db")
    )
    broker.flushdb()
    ana = make.a_colleague("Ana", "agent")
    for number in range(TICKETS):
        ticket = listen(make.a_ticket(customer=make.a_customer(f"Customer {number}")), by=ana, restatement="Late.")
        hear_more(ticket, by=ticket.customer, body="One more thing.")
    for _ in range(READERS):
        want_voice(by=make.a_colleague("Reader", "viewer"), wants=True)
    while digesting.go_on():
        pass
    began = time.monotonic()
    try:
        with running("beat", log=tmp_path / "beat.log", at=tmp_path):
            for turn in range(KILLS):
                with running("worker", "-c", "2", log=tmp_path / f"{turn}.log", at=tmp_path) as worker:
                    seen = post.turned_away + len(post.got)
                    wait_until(lambda seen=seen: post.turned_away + len(post.got) > seen + 4)
                    time.sleep(random.uniform(0, 0.4))
                    os.killpg(worker.pid, signal.SIGKILL)
                broker.flushdb()
                post.does = ("hang", "work", "work")[turn]
            with running("worker", "-c", "2", log=tmp_path / "last.log", at=tmp_path):
                wait_until(lambda: not Delivery.objects.undone().exists() and not Mail.objects.unsent().exists(), 120)
    finally:
        server.stop()
    known = dict(Mail.objects.values_list("message_id", "kind"))
    kinds = list(known.values())
    assert Mail.objects.given_up().count() == 0
    assert (kinds.count("received"), kinds.count("heard"), kinds.count("voice")) == (TICKETS, TICKETS, READERS)
    assert News.objects.filter(colleague=ana, kind="customer_wrote").count() == TICKETS
    assert News.objects.filter(colleague=ana, kind="customer_wrote", mail__sent_at__isnull=False).count() == TICKETS
    assert set(post.got) == set(known)
    # Only a mail whose sender died between the server's yes and our note of it may come again, under the same Message-ID.
    assert len(post.got) - len(set(post.got)) <= 2 * KILLS
    assert time.monotonic() - began < 120

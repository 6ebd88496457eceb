"""A worker dies amid an act with five hundred tickets: each is done, once, while ten thousand other rings wait."""

import os
import signal
from pathlib import Path

import pytest
import redis

from common.clock import now
from cs_product.celery import app
from journal.models import Delivery, Entry
from tests import make
from tests.processes.test_nothing_is_lost import running, wait_until
from tickets.actions.batching import do_together
from tickets.models import Batch, Share

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]

TICKETS, OTHERS = 500, 10_000


def test_a_killed_worker_costs_a_moment_and_no_ticket(tmp_path: Path, settings) -> None:
    broker = redis.Redis.from_url(
        settings.CELERY_BROKER_URL.replace("redis+socket", "unix").replace("virtual_host", "db")
    )
    emma = make.a_customer(email="")
    tickets = [make.a_ticket(customer=emma) for _ in range(TICKETS)]
    Delivery.objects.update(done_at=now())
    broker.flushdb()
    with app.connection() as connection, connection.Producer() as producer:
        for _ in range(OTHERS):
            app.send_task("journal.tasks.deliver", [0], producer=producer)
    do_together(tickets, by=make.someone("agent"), act="tag", value=["late"])
    done = Share.objects.filter(status=201)
    with (
        running("worker", "-c", "2", log=tmp_path / "first.log", at=tmp_path) as worker,
        running("beat", log=tmp_path / "beat.log", at=tmp_path),
    ):
        wait_until(done.exists)
        assert broker.llen("celery") > OTHERS // 2, "it does not wait for what was rung for before"
        os.killpg(worker.pid, signal.SIGKILL)
        broker.flushdb()
        assert Share.objects.to_do().exists()
        Batch.objects.update(due_at=now())  # as after a minute
        with running("worker", "-c", "2", log=tmp_path / "second.log", at=tmp_path):
            wait_until(lambda: not Share.objects.to_do().exists(), 90)
    tagged = Entry.objects.filter(kind="TicketTagged")
    assert (done.count(), tagged.count(), tagged.values("about_id").distinct().count()) == (TICKETS,) * 3

"""A worker dies amid telling a hundred and fifty customers: each of them hears it, once."""

import os
import signal
from pathlib import Path

import pytest
import redis

from backlog.actions.moving import move
from backlog.actions.promotion import NewItem, accept
from backlog.actions.shipping import ship_together
from common.clock import now
from journal.models import Delivery
from notifications.actions.telling import approve_all
from notifications.models import CapturedMail, Mail, Telling, TellingState
from tests import make
from tests.backlog.shipped import spoke
from tests.processes.test_nothing_is_lost import running, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]

CUSTOMERS = 150


def test_a_killed_worker_costs_a_moment_and_tells_nobody_twice(tmp_path: Path, settings, monkeypatch) -> None:
    settings.OUTBOX_LEASE_SECONDS = 2
    monkeypatch.setenv("TELL_BATCH", "5")
    broker = redis.Redis.from_url(
        settings.CELERY_BROKER_URL.replace("redis+socket", "unix").replace("virtual_host", "db")
    )
    manager, new = make.someone(), NewItem(title="Tell people", problem="Nobody does", promise="From now on we do.")
    item = accept(make.an_assessed_ticket(), by=manager, message="We will.", new_item=new).item
    spoke(item, at=[now()] * (CUSTOMERS - 1))
    release = make.a_release(item)
    move(item, by=manager, stage="ready")
    Delivery.objects.update(done_at=Delivery.objects.first().due_at)
    ship_together(release, by=manager, version="1")
    broker.flushdb()
    with (
        running("worker", "-c", "2", log=tmp_path / "first.log", at=tmp_path) as worker,
        running("beat", log=tmp_path / "beat.log", at=tmp_path),
    ):
        wait_until(lambda: Telling.objects.count() == CUSTOMERS)
        approve_all(release, by=manager)
        wait_until(lambda: Telling.objects.filter(mail__isnull=False).count() >= 10)
        os.killpg(worker.pid, signal.SIGKILL)
        broker.flushdb()
        assert Telling.objects.filter(state=TellingState.QUEUED).exists()
        with running("worker", "-c", "2", log=tmp_path / "second.log", at=tmp_path):
            wait_until(lambda: Telling.objects.filter(state=TellingState.SENT).count() == CUSTOMERS, 120)
    told = CapturedMail.objects.filter(subject__contains="is there", to__endswith="@example.com")
    assert Mail.objects.filter(kind="shipped").count() == CUSTOMERS
    assert (told.count(), told.values("to").distinct().count()) == (CUSTOMERS, CUSTOMERS)
    # Only a mail whose sender died between its arrival and our note of it may come again, under the same Message-ID.
    assert told.filter(copies__gt=1).count() <= 2

"""A worker dies amid the return of three hundred tickets: each comes back, once."""

import os
import signal
from pathlib import Path

import pytest
import redis

from capabilities.actions import arrive
from common.clock import now, today
from journal.models import Delivery, Entry
from metrics.models import Count
from metrics.queries import Scope, Wanted
from metrics.shelves import WORDS
from tests import make
from tests.backlog.shipped import decided_like
from tests.processes.test_nothing_is_lost import running, wait_until
from tickets.models import Arrival, Ticket

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]

TICKETS = 300


def test_a_killed_worker_costs_a_moment_and_no_ticket(tmp_path: Path, settings, monkeypatch) -> None:
    settings.OUTBOX_LEASE_SECONDS = 2
    monkeypatch.setenv("RETURN_BATCH", "10")
    broker = redis.Redis.from_url(
        settings.CELERY_BROKER_URL.replace("redis+socket", "unix").replace("virtual_host", "db")
    )
    van, emma = make.a_capability(), make.a_customer(email="")
    decided_like(make.a_declined_ticket(waiting_for=van, customer=emma), [(emma, now())] * (TICKETS - 1))
    Delivery.objects.update(done_at=Delivery.objects.first().due_at)
    broker.flushdb()
    arrive(van, by=make.someone())
    with (
        running("worker", "-c", "2", log=tmp_path / "first.log", at=tmp_path) as worker,
        running("beat", log=tmp_path / "beat.log", at=tmp_path),
    ):
        wait_until(lambda: Arrival.objects.filter(returned__gte=20).exists())
        os.killpg(worker.pid, signal.SIGKILL)
        broker.flushdb()
        assert Ticket.objects.declined_for(van.pk).exists()
        with running("worker", "-c", "2", log=tmp_path / "second.log", at=tmp_path):
            wait_until(lambda: Arrival.objects.filter(done_at__isnull=False).exists(), 90)
            wait_until(lambda: not Delivery.objects.undone().exists(), 90)
    back = Entry.objects.filter(kind="TicketResurfaced")
    assert (back.count(), back.values("about_id").distinct().count()) == (TICKETS, TICKETS)
    assert Arrival.objects.get().returned == TICKETS
    kept = Count.objects.details(Scope(today(), today()), {"it": Wanted(WORDS, [("now", today(), today())])})
    counted = kept["it"]["now", 0][f"waiting:{van.pk}"]
    assert counted == -TICKETS, "each return was counted once; the declines before it were not delivered here"

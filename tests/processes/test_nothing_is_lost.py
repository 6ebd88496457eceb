"""A worker dies in the middle, the broker forgets everything: every mail still arrives, and what is given is given, once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis
from django.conf import settings as product
from django.db import connection
from django.db.models import Count, Max

from journal.models import Delivery, Entry
from notifications.models import CapturedMail, Mail
from tests import make
from tickets.actions.ruling import make_rule
from tickets.models import Ticket

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]

MAILS = 200


def test_a_killed_worker_and_a_forgetful_broker_cost_a_moment_and_no_mail(tmp_path: Path, settings) -> None:
    settings.OUTBOX_LEASE_SECONDS = 2
    broker = redis.Redis.from_url(
        settings.CELERY_BROKER_URL.replace("redis+socket", "unix").replace("virtual_host", "db")
    )
    broker.flushdb()
    mails = CapturedMail.objects.filter(to__startswith="customer")  # those who are given something hear of it as well
    make_rule(by=make.someone("admin"), team=make.a_team(make.someone("agent"), make.someone("product")), most_open=30)
    for number in range(MAILS):
        make.a_ticket(customer=make.a_customer(f"Customer {number}"))
    connected = times_connected()
    with (
        running("worker", "-c", "2", log=tmp_path / "first.log", at=tmp_path) as worker,
        running("beat", log=tmp_path / "beat.log", at=tmp_path),
    ):
        wait_until(lambda: mails.count() >= MAILS // 10, 120)
        os.killpg(worker.pid, signal.SIGKILL)
        broker.flushdb()
        assert mails.count() < MAILS
        with running("worker", "-c", "2", log=tmp_path / "second.log", at=tmp_path):
            wait_until(lambda: not Delivery.objects.undone().exists() and not Mail.objects.unsent().exists(), 120)
    assert mails.values("to").distinct().count() == MAILS
    assert mails.count() == MAILS
    assert Mail.objects.filter(dead_at__isnull=False).count() == 0
    # Only a mail whose sender died between its arrival and our note of it may come again, under the same Message-ID.
    assert CapturedMail.objects.aggregate(most=Max("copies"))["most"] <= 2
    assert CapturedMail.objects.filter(copies__gt=1).count() <= 2
    given = Entry.objects.filter(kind="TicketTaken")
    assert (given.count(), given.values("about_id").distinct().count()) == (60, 60)
    owners = Ticket.objects.exclude(owner=None).values_list("owner__role").annotate(n=Count("pk"))
    assert dict(owners) == {"agent": 30, "product": 30}, "each their most, and not one more"
    assert times_connected() - connected < MAILS // 2, "a worker keeps its connection from task to task"


def times_connected() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sessions FROM pg_stat_database WHERE datname = current_database()")
        (times,) = cursor.fetchone()
    return times


@contextmanager
def running(*what: str, log: Path, at: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A real Celery process on this test's database and broker; gone, with its children, at the end."""
    arguments = [*what] if what[0] == "worker" else [*what, "-s", str(at / "schedule")]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "cs_product", *arguments],
            stdout=out,
            stderr=out,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            env=surroundings(),
            cwd=product.BASE_DIR,
        )
    try:
        yield process
    finally:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait(10)


def surroundings() -> dict[str, str]:
    database = connection.settings_dict
    user, host, name = database["USER"], database["HOST"], database["NAME"]
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": f"postgresql://{user}@:{database['PORT'] or 5432}/{name}?host={host}",
        "OUTBOX_LEASE_SECONDS": "2",
        "MAIL_CLAIM_SECONDS": "4",
    }


def wait_until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    """Look every tenth of a second; give up loudly."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "It did not happen in time."
        time.sleep(0.1)

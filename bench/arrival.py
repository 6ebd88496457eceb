"""Measure the arrival of a capability for which many wait: `.venv/bin/python -m bench.arrival`, after `bench.load`.

On a copy of the loaded database, in which every declined ticket waits for one capability: the real worker brings
them back, and a colleague reads the desk meanwhile. Told are the tickets that came back in a second, and the desk's
95th percentile before and meanwhile.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import quantiles
from typing import Any

from bench import ground
from common.embedded.orphans import dies_with_its_keeper

LEAST, MOST_SLOWER = 500, 2.0
"""Tickets a second; how much slower the desk's 95th percentile may become."""
CELERY = [sys.executable, "-m", "celery", "-A", "cs_product", "worker", "--concurrency", "2", "--loglevel", "error"]
QUIET_READINGS = 60
_LET_WAIT = (
    "ALTER TABLE tickets_decision DISABLE TRIGGER USER",
    """UPDATE tickets_decision SET reason = 'not_yet', waiting_for_id = %(capability)s, revisit_on = NULL
    WHERE outcome = 'declined'""",
    "ALTER TABLE tickets_decision ENABLE TRIGGER USER",
    "ANALYZE tickets_decision, tickets_ticket",
)


def main() -> None:
    """Copy, let everybody wait, serve, let it arrive, and say what the rules say."""
    asked = _asked()
    ground.open_ground()
    database = ground.database_of(asked.tickets)
    if not ground.is_there(database):
        raise SystemExit(f"There is no {database}. Load it first: python -m bench.load --tickets {asked.tickets}")
    ground.copy(database, f"{database}_arrival")
    ground.stand_on(f"{database}_arrival")
    sys.exit(measure())


def measure() -> int:
    """Let it arrive while the desk is read; 1 where it is too slow, or the desk becomes so."""
    from django.utils import timezone

    from bench import house, pages
    from bench.measure import _somebody, _welcome
    from capabilities.actions import arrive
    from tickets.models import Arrival, Ticket

    by, password = _somebody()
    capability = _let_all_wait()
    waiting = Ticket.objects.declined_for(capability.pk).count()
    desk = pages.Ask("/desk/")
    with house.House() as server, _worker():
        visitor = _welcome(server.port, by.email, password)
        quiet = [visitor.time(desk) for _ in range(QUIET_READINGS)]
        begun, meanwhile, said = time.perf_counter(), [], timezone.now()
        arrive(capability, by=by)
        while not Arrival.objects.filter(capability=capability, done_at__isnull=False).exists():
            meanwhile.append(visitor.time(desk))
        took = time.perf_counter() - begun
    pace, before, after = waiting / took, _p95(quiet), _p95(meanwhile)
    arrival = Arrival.objects.get(capability=capability)
    print(f"the first batch began after {(arrival.begun_at - said).total_seconds():.1f} s")
    print(f"{waiting:,} tickets came back in {took:.1f} s: {pace:,.0f} a second (at least {LEAST})")
    print(
        f"the desk's p95: {before:.1f} ms before, {after:.1f} ms meanwhile, {after / before:.1f} times (at most {MOST_SLOWER})"
    )
    left = Ticket.objects.declined_for(capability.pk).count()
    print(f"{left} are left behind")
    return int(pace < LEAST or after > before * MOST_SLOWER or left > 0)


def _let_all_wait() -> Any:
    from django.db import connection

    from capabilities.models import Capability

    capability = Capability.objects.missing().filter(depends_on=None).order_by("pk").first()
    with connection.cursor() as cursor:
        cursor.execute(ground.PATIENT)
        for words in _LET_WAIT:
            cursor.execute(words, {"capability": capability.pk})
    return capability


@contextmanager
def _worker() -> Iterator[None]:
    process = subprocess.Popen(
        CELERY,
        env=os.environ | {"LOG_LEVEL": "ERROR"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=dies_with_its_keeper(signal.SIGTERM),  # noqa: PLW1509 - we have one thread
    )
    try:
        _wait_for_an_answer()
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_for_an_answer() -> None:
    from celery import current_app

    for _ in range(60):
        if current_app.control.ping(timeout=1):
            return
    raise SystemExit("The worker does not answer.")


def _p95(took: list[float]) -> float:
    return quantiles(took, n=20)[-1]


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.arrival")
    parser.add_argument("--tickets", type=int, default=ground.LARGE)
    return parser.parse_args()


if __name__ == "__main__":
    main()

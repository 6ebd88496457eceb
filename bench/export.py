"""Measure exports: `.venv/bin/python -m bench.export --tickets 10000 100000 1000000`.

In a database of its own that is filled up from size to size, each file is made in a process of its own, as the worker makes
it: seconds, rows a second, and the most memory that this process ever had. It should not grow with the rows.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bench import ground

SIZES, ENDINGS = (2_000, 10_000), ("csv", "xlsx", "parquet")
WORDS = "The parcel came late again, the box was wet and nobody answered for three days. "


def main() -> None:
    """Fill, export, print; in a child: make one file and print what it took."""
    asked = _asked()
    ground.open_ground()
    if asked.make:
        _make(asked.make)
        return
    database = "bench_export"
    ground.make(database)
    ground.stand_on(database)
    _migrate()
    print(f"{'tickets':>10} {'file':>8} {'seconds':>8} {'rows/s':>8} {'MB file':>8} {'MB memory':>10}")
    there = 0
    for size in sorted(asked.tickets):
        _fill(there, size)
        there = size
        for ending in ENDINGS:
            _export(size, ending)


def _export(size: int, ending: str) -> None:
    """One file, made by a process of its own and removed again."""
    from accounts.models import User
    from exports.actions import asking, taking
    from exports.models import Export

    asking.ring = lambda _export_id: None
    by = User.objects.filter(email="reader@firm.example").first()
    by = by or User.objects.create_user("reader@firm.example", name="Reader", role="manager")
    export = asking.ask(by=by, what="tickets", ending=ending, filters={})
    said = subprocess.run(
        [sys.executable, "-m", "bench.export", "--make", str(export.pk)],
        capture_output=True, text=True, check=True, env=os.environ,
    ).stdout.split()  # fmt: skip
    seconds, memory = float(said[-2]), int(said[-1])
    made = Export.objects.get(pk=export.pk)
    if (made.state, made.rows) != ("done", size):
        raise SystemExit(f"{made.state}: {made.rows:,} of {size:,} rows")
    speed, megabytes = size / seconds, made.size / 1e6
    print(
        f"{size:>10,} {ending:>8} {seconds:>8.1f} {speed:>8,.0f} {megabytes:>8.1f} {memory / 1024:>10.0f}", flush=True
    )
    taking.remove(made, by=by)


def _make(export_id: int) -> None:
    """As the worker does it; the last line says seconds and the most kilobytes of memory."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cs_product.settings")
    import django

    django.setup()
    from exports.actions.building import build

    begun = time.perf_counter()
    build(export_id)
    print(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def _fill(there: int, size: int) -> None:
    """Tickets of many months, from the last number that there is to this one."""
    from django.db import connection

    from bench.copying import copy_in, numbers_follow
    from tickets.models import Ticket

    with connection.cursor() as cursor:
        cursor.execute(ground.PATIENT)
        copy_in(Ticket, _COLUMNS, _rows(there, size))
        numbers_follow(Ticket)
        cursor.execute("VACUUM (ANALYZE)")


def _rows(there: int, size: int) -> Iterator[tuple[Any, ...]]:
    from django.utils import timezone

    now = timezone.now()
    for number in range(there + 1, size + 1):
        at = now - timedelta(minutes=size - number)
        yield number, WORDS * (number % 5 + 1), "en", "phone", at.date(), at, at, at, "to_listen", True


_COLUMNS = "id verbatim language channel occurred_on received_at waiting_since due_at stage is_anonymous"


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.export", description="Measure exports.")
    parser.add_argument("--tickets", type=int, nargs="+", default=SIZES)
    parser.add_argument("--make", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()

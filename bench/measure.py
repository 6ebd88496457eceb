"""Measure the pages: `.venv/bin/python -m bench.measure`.

On a copy of the loaded database, so that it can be repeated: the real web server, one client, the milliseconds of the
client; the queries are counted in this process. Small first, then large: a page's queries must be the same in both.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import Any

from bench import ground

SAMPLES, WARM_UP, COUNTED = 60, 8, 20
MOST_QUERIES = 12
_MARKS = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


def main() -> None:
    """Measure each size in a process of its own, and print them side by side."""
    asked = _asked()
    ground.open_ground()
    if asked.alone:
        print(json.dumps(measure(asked.alone, asked.samples, asked.only)))
        return
    sizes = [asked.beside] if asked.small else [asked.beside, asked.tickets]
    found = [_in_a_process(size, asked) for size in sizes]
    sys.exit(_report(found))


def measure(tickets: int, samples: int, only: str) -> dict[str, Any]:
    """All pages on a copy of the database of so many tickets."""
    database = ground.database_of(tickets)
    if not ground.is_there(database):
        raise SystemExit(f"There is no {database}. Load it first: python -m bench.load --tickets {tickets}")
    ground.copy(database, f"{database}_run")
    ground.stand_on(f"{database}_run")
    from bench import house, pages

    by, password = _somebody()
    stock = pages.supply(by)
    chosen = [page for page in pages.all_pages(stock) if only in page.name]
    stock.fill(pages.DECISIONS * (samples + WARM_UP + COUNTED))
    rows: dict[str, dict[str, Any]] = {}
    for page in chosen:
        _say(f"{tickets:,}: {page.name}, queries")
        rows[page.name] = {"target": page.target, "queries": _count(by, page)}
    floor = _round_trip()
    with house.House() as server:
        visitor = _welcome(server.port, by.email, password)
        for page in chosen:
            _say(f"{tickets:,}: {page.name}, time")
            rows[page.name] |= _timed(server, visitor, page, samples)
        idle = _timed(server, visitor, pages.Page("healthz", lambda _n: pages.Ask("/healthz/")), samples)
        memory = server.memory()
    return {
        "tickets": tickets,
        "rows": rows,
        "floor": floor,
        "idle": idle["p50"],
        "memory": memory,
        "size": _sizes(),
        "load": os.getloadavg()[1],
    }


def _say(words: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


def _somebody() -> tuple[Any, str]:
    """The manager, who may do everything, with a password that is known here."""
    from accounts.models import User
    from bench.firm import PASSWORD

    manager = User.objects.get(role="manager")
    manager.set_password(PASSWORD)
    manager.save()
    return manager, PASSWORD


def _count(by: Any, page: Any) -> list[int]:
    """Queries, and the marks of transactions: the most that it took for any of several rows."""
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    client.force_login(by)
    return max(_asked_for(client, page.name, page.ask(number)) for number in range(COUNTED))


def _asked_for(client: Any, name: str, ask: Any) -> list[int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        answer = client.get(ask.path) if ask.data is None else client.post(ask.path, ask.data)
    if answer.status_code not in {200, 302}:
        raise SystemExit(f"{name} was answered with {answer.status_code}: {answer.content[:2000].decode()}")
    marks = sum(query["sql"].startswith(_MARKS) for query in caught.captured_queries)
    return [len(caught.captured_queries) - marks, marks]


def _welcome(port: int, email: str, password: str) -> Any:
    """Wake both workers and all their threads by many short visits; then sign in for good."""
    from bench.house import Visitor
    from bench.pages import Ask

    first = Visitor(port)
    first.sign_in(email, password)
    for _ in range(40):
        guest = Visitor(port)
        guest.cookies = dict(first.cookies)
        guest.time(Ask("/desk/"))
        guest.door.close()
    first.door.close()
    return first


def _timed(server: Any, visitor: Any, page: Any, samples: int) -> dict[str, float]:
    for number in range(WARM_UP):
        visitor.time(page.ask(number))
    before = server.work()
    took = [visitor.time(page.ask(number)) for number in range(samples)]
    work = (server.work() - before) / samples
    return {"p50": round(median(took), 1), "p95": round(quantiles(took, n=20)[-1], 1), "work": round(work, 1)}


def _round_trip() -> float:
    """Milliseconds of SELECT 1: what the machine is like just now."""
    from django.db import connection

    took = []
    for _ in range(200):
        begun = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        took.append((time.perf_counter() - begun) * 1000)
    return round(median(took), 3)


def _sizes() -> dict[str, int]:
    """How many rows the large tables have."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, reltuples::bigint FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND reltuples > 100 ORDER BY reltuples DESC"
        )
        return dict(cursor.fetchall())


def _in_a_process(size: int, asked: argparse.Namespace) -> dict[str, Any]:
    words = ["--alone", str(size), "--samples", str(asked.samples), "--only", asked.only]
    done = subprocess.run(
        [sys.executable, "-m", "bench.measure", *words], stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"Measuring {size:,} tickets failed.")
    return json.loads(done.stdout.splitlines()[-1])


def _report(found: list[dict[str, Any]]) -> int:
    """The table, then what the rules say; 1 if a page asks too much."""
    small, large = found[0], found[-1]
    print(
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC; one client; ms at the client: p50 / p95 (the web worker's processor)\n"
    )
    sizes = [f"{one['tickets']:,} tickets" for one in found]
    print(f"| {'':36} | {' | '.join(f'{size:>22}' for size in sizes)} | ratio | target | queries (+ marks) |")
    print(f"|{'-' * 38}|{'|'.join('-' * 23 + ':' for _ in found)}|------:|-------:|------------------:|")
    for name in large["rows"]:
        print(_line(name, [one["rows"][name] for one in found]))
    for one in found:
        print(
            f"\n{one['tickets']:,}: SELECT 1 {one['floor']} ms, /healthz/ {one['idle']} ms, workers {one['memory']} MB"
        )
        print("  rows: " + ", ".join(f"{table} {n:,}" for table, n in list(one["size"].items())[:14]))
    return _judge(small, large)


def _line(name: str, rows: list[dict[str, Any]]) -> str:
    cells = " | ".join(f"{row['p50']:6.1f} /{row['p95']:6.1f} ({row['work']:.1f})".rjust(22) for row in rows)
    last, target = rows[-1], rows[-1]["target"]
    ratio, queries = last["p50"] / rows[0]["p50"], f"{last['queries'][0]} (+ {last['queries'][1]})"
    return f"| {name:36} | {cells} | {ratio:5.2f} | {f'≤ {target}' if target else '':>6} | {queries:>17} |"


def _judge(small: dict[str, Any], large: dict[str, Any]) -> int:
    from_pages = {name: row for name, row in large["rows"].items() if not _is_a_deed(name)}
    many = [f"{name}: {row['queries'][0]}" for name, row in from_pages.items() if row["queries"][0] > MOST_QUERIES]
    unlike = [
        f"{name}: {small['rows'][name]['queries']} and {row['queries']}"
        for name, row in large["rows"].items()
        if small["rows"][name]["queries"] != row["queries"]
    ]
    slow = [
        f"{n}: {r['p50']} > {r['target']}" for n, r in large["rows"].items() if r["target"] and r["p50"] > r["target"]
    ]
    print()
    for rule, wrong in (("at most 12 queries a page", many), ("the same queries at both sizes", unlike)):
        print(f"{'FAIL' if wrong else 'PASS'}  {rule}{': ' if wrong else ''}{'; '.join(wrong)}")
    print(f"{'SLOW' if slow else 'FAST'}  p50 within the targets{': ' if slow else ''}{'; '.join(slow)}")
    return 1 if many or unlike else 0


def _is_a_deed(name: str) -> bool:
    return name.startswith(("log", "accept", "decline"))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench.measure", description="Measure the pages with few tickets and with many."
    )
    parser.add_argument("--tickets", type=int, default=ground.LARGE)
    parser.add_argument("--beside", type=int, default=ground.SMALL, help="the small database's tickets")
    parser.add_argument("--small", action="store_true", help="only the small database")
    parser.add_argument("--samples", type=int, default=SAMPLES)
    parser.add_argument("--only", default="", help="only pages whose name holds this")
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()

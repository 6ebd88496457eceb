"""Measure the board of a large backlog: `.venv/bin/python -m bench.backlog --items 3000 --voices 100000`.

In a database of its own, made anew: so many items, most of them in one column, and so many accepted complaints behind
them. How long the board takes and how large it is, how long more of a column takes, how long a move; in this process,
without a network.
"""

import argparse
import re
import statistics
import sys
import time
from collections.abc import Callable
from html import unescape
from typing import Any

from bench import ground, telling

ITEMS, VOICES, SAMPLES = 3_000, 100_000, 40
BOARD_MS, BOARD_KB, MOVE_MS = 150, 300, 40
"""What issue and promise ask for."""


def main() -> None:
    """Make the ground, draw, move; and say whether it was quick and small enough."""
    asked = _asked()
    ground.open_ground()
    database = "bench_backlog"
    if not asked.again:
        ground.make(database)
    ground.stand_on(database)
    found = measure(asked.items, asked.voices, again=asked.again)
    for name, value in found.items():
        print(f"{name}: {value:.1f}")
    sys.exit(found["board, ms"] > BOARD_MS or found["board, KB"] > BOARD_KB or found["move, ms"] > MOVE_MS)


def measure(items: int, voices: int, *, again: bool) -> dict[str, float]:
    """The middle of many samples."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from accounts.models import User
    from backlog.models import Item
    from journal import actions as journal

    journal.ring = journal.ring_for_all = telling.quiet
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", interactive=False, verbosity=0)
    by = User.objects.earliest("pk") if again else _fill(items, voices)
    client = Client()
    client.force_login(by)
    board = client.get("/backlog/").content
    more, seen = _read(rb'="(/backlog/columns/proposed/[^"]*)"', board), _read(rb'data-pulse="(\d+)"', board)
    column = list(Item.objects.column("proposed")[:SAMPLES])
    moves = iter(column[::2])
    return {
        "board, ms": _middle(lambda: client.get("/backlog/")),
        "board, KB": len(board) / 1024,
        "more of a column, ms": _middle(lambda: client.get(more)),
        "nothing happened, ms": _middle(lambda: client.get("/backlog/pulse/", {"seen": seen})),
        "move, ms": _middle(lambda: _move(client, next(moves), column[-1]), samples=len(column) // 2 - 1),
    }


def _read(words: bytes, page: bytes) -> str:
    found = re.search(words, page)
    if found is None:
        raise SystemExit(f"The board has no {words!r}.")
    return unescape(found[1].decode())


def _move(client: Any, item: Any, before: Any) -> None:
    answer = client.post(
        f"/backlog/{item.reference}/move/", {"before": before.reference}, headers={"Accept": "application/json"}
    )
    if answer.status_code != 200:
        raise SystemExit(f"{answer.status_code} instead of a move")


def _fill(items: int, voices: int) -> Any:
    """Items, of which four fifths are proposed; each with its share of the complaints."""
    from django.db import connection, transaction
    from django.utils import timezone

    from accounts.models import User
    from backlog.actions import measuring, moving, shaping, weighing
    from backlog.models import Item

    moment = timezone.now()
    by = User.objects.create_user("manager@bench.example", name="Max Kim", role="manager", password=None)
    made = [
        shaping.propose(by=by, title=f"Tell people {n}", problem="Nobody tells them.", promise="From now on we do.")
        for n in range(items)
    ]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(ground.PATIENT)
        telling.speak(voices, made, by, moment)
    for n, stage in enumerate(("ready", "in_progress", "shipped")):
        for item in made[n::20][: items // 15]:
            moving.move(item, by=by, stage="ready" if stage == "shipped" else stage)
            if stage == "shipped":
                moving.move(item, by=by, stage=stage)
    measuring.measure_all(by=by)
    weighing.weigh_all(before=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    if Item.objects.filter(heard_count__gt=0).count() != items:
        raise SystemExit("not every item has a voice")
    return by


def _middle(deed: Callable[[], object], *, samples: int = SAMPLES) -> float:
    took = []
    for _ in range(samples):
        begun = time.perf_counter()
        deed()
        took.append((time.perf_counter() - begun) * 1000)
    return statistics.median(took)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.backlog")
    parser.add_argument("--items", type=int, default=ITEMS)
    parser.add_argument("--voices", type=int, default=VOICES)
    parser.add_argument("--again", action="store_true", help="in the database that was made before")
    return parser.parse_args()


if __name__ == "__main__":
    main()

"""Measure the step of deciding with precedents: `.venv/bin/python -m bench.precedents`, after `bench.load`.

On a copy of the loaded database, through the real web server: tickets that wait for a decision, each page once.
"""

import argparse
import sys
from statistics import median, quantiles

from bench import ground

TARGET, SAMPLES, WARM_UP = 80, 60, 8
"""Milliseconds in the middle, pages that are timed, pages before them."""


def main() -> None:
    """Copy, serve, ask, and say whether the middle one is quick enough."""
    asked = _asked()
    ground.open_ground()
    database = ground.database_of(asked.tickets)
    if not ground.is_there(database):
        raise SystemExit(f"There is no {database}. Load it first: python -m bench.load --tickets {asked.tickets}")
    ground.copy(database, f"{database}_precedents")
    ground.stand_on(f"{database}_precedents")
    took = measure(asked.samples)
    p50, p95 = median(took), quantiles(took, n=20)[-1]
    print(f"deciding with precedents, {asked.tickets:,} tickets: p50 {p50:.1f} ms, p95 {p95:.1f} ms (target {TARGET})")
    sys.exit(p50 > TARGET)


def measure(samples: int) -> list[float]:
    """Milliseconds of each page; every one of them shows a precedent."""
    from bench import house, pages
    from bench.measure import _somebody, _welcome
    from tickets.models import Ticket
    from tickets.workflow import Stage

    by, password = _somebody()
    found = Ticket.objects.filter(stage=Stage.TO_DECIDE).order_by("pk")[: samples + WARM_UP]
    asks = [pages.Ask(f"/tickets/{ticket.reference}/") for ticket in found]
    with house.House() as server:
        visitor = _welcome(server.port, by.email, password)
        shown = sum("precedents" in visitor.send(ask)[1] for ask in asks[:WARM_UP])
        print(f"{shown} of the first {WARM_UP} pages show a precedent")
        return [visitor.time(ask) for ask in asks[WARM_UP:] or asks]


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.precedents")
    parser.add_argument("--tickets", type=int, default=ground.LARGE)
    parser.add_argument("--samples", type=int, default=SAMPLES)
    return parser.parse_args()


if __name__ == "__main__":
    main()

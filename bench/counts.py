"""Measure the counts: `.venv/bin/python -m bench.counts --tickets 1000000`.

In a database of its own that has nothing but a journal: five entries a ticket over two years, of 30 areas, five
channels, two languages, 3,000 companies. How fast is all of it counted again; how long does the dashboard take for any
period and split (its page without the network); do the counts keep up with 500 new entries a second?
"""

import argparse
import random
import statistics
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from bench import ground

DAYS, AREAS, COMPANIES = 730, 30, 3_000
CHANNELS, REASONS = ["phone", "email", "chat", "form", "store"], ["not_yet", "not_sustainable", "not_ours"]
REBUILD, PAGE, FOLLOW = 20_000, 100.0, 500
"""Entries a second; milliseconds; entries a second."""


def main() -> None:
    """Fill, count, look, follow; print each figure with its target."""
    asked = _asked()
    ground.open_ground()
    database = f"bench_counts_{asked.tickets}"
    is_new = asked.anew or not ground.is_there(database)
    if is_new:
        ground.make(database)
    ground.stand_on(database)
    _migrate()
    if is_new:
        _fill(asked.tickets)
    if is_new or asked.again:
        _count(asked.hands)
    _look()
    _follow()


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def _fill(tickets: int) -> None:
    from django.db import connection
    from django.utils import timezone

    from bench.copying import copy_in, numbers_follow
    from journal.models import Entry
    from tickets.models import ProductArea

    with connection.cursor() as cursor:
        cursor.execute(ground.PATIENT)
        ProductArea.objects.bulk_create(ProductArea(name=f"Area {n}") for n in range(1, AREAS + 1))
        areas = list(ProductArea.objects.values_list("pk", flat=True))
        rows = _entries(tickets, areas, timezone.localtime(), random.Random(88))
        columns = "id kind about_type about_id plain actor_role actor_id at"
        took, copied = _time(lambda: copy_in(Entry, columns, rows))
        numbers_follow(Entry)
        cursor.execute("VACUUM (ANALYZE)")
    print(f"{copied:,} entries written in {took:.0f} s", flush=True)


def _entries(tickets: int, areas: list[int], now: datetime, dice: random.Random) -> Iterator[tuple[Any, ...]]:
    number = 0
    for ticket in range(1, tickets + 1):
        at = now - timedelta(days=DAYS * dice.random())
        for kind, plain, moment in _life(ticket, areas, at, dice):
            number += 1
            yield number, kind, "tickets.ticket", ticket, plain, "agent", None, min(moment, now)


def _life(ticket: int, areas: list[int], at: datetime, dice: random.Random) -> Iterator[tuple[str, dict, datetime]]:
    facts = {
        "ticket_id": ticket,
        "area_id": areas[int(len(areas) * dice.random() ** 1.5)],
        "channel": dice.choice(CHANNELS),
        "language": dice.choice(["ko", "en"]),
        "company_id": dice.randrange(1, COMPANIES) if dice.random() < 0.3 else None,
    }
    heard, decided = (timedelta(hours=median * dice.lognormvariate(0, 0.8)) for median in (2, 48))
    yield "TicketReceived", facts, at
    is_soon = {"seconds": int(heard.total_seconds()), "in_time": heard < timedelta(hours=8)}
    yield "TicketHeard", facts | is_soon | {"is_first": True, "listening_id": ticket}, at + heard
    yield "TicketAssessed", facts | {"finding": "sustainable", "recommended": "sustainable"}, at + decided / 2
    more = facts | {
        "decision_id": ticket,
        "seconds": int(decided.total_seconds()),
        "in_time": True,
        "writer": "manager",
    }
    if dice.random() < 0.6:
        yield "TicketAccepted", more | {"built_in": dice.choice(["product", "by_hand"])}, at + decided
        yield "MessageWritten", facts | {"message_id": ticket, "kind": "reply", "writer": "agent"}, at + decided
    else:
        yield "TicketDeclined", more | {"reason": dice.choice(REASONS)}, at + decided
        yield "MessageWritten", facts | {"message_id": ticket, "kind": "note"}, at + decided


def _count(hands: int) -> None:
    from django.db import connection

    from journal.models import Entry
    from metrics.actions.rebuilding import rebuild
    from metrics.models import Count

    took, progress = _time(lambda: list(rebuild(hands=hands)))
    entries = sum(part.entries for part in progress)
    assert entries == Entry.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) metrics_count")
    print(
        f"rebuilt by {hands} hands: {entries:,} entries in {took:.0f} s, {entries / took:,.0f} a second (aim {REBUILD:,})"
    )
    print(f"{Count.objects.count():,} rows of counts", flush=True)


def _look() -> None:
    from django.test import Client
    from django.utils import timezone

    from accounts.models import User

    today = timezone.localdate()
    reader = User.objects.filter(email="reader@firm.example").first()
    reader = reader or User.objects.create_user("reader@firm.example", name="Reader", role="manager")
    client = Client(SERVER_NAME="localhost")
    client.force_login(reader)
    for called, place, query in _questions(today):
        took = []
        for _sample in range(9):
            seconds, answer = _time(lambda place=place, query=query: client.get(place, query))
            assert answer.status_code == 200, (called, answer.status_code)
            took.append(seconds * 1000)
        print(f"{called}: p50 {statistics.median(took):.0f} ms (target {PAGE:.0f})", flush=True)


def _questions(today: date) -> list[tuple[str, str, dict[str, Any]]]:
    from django.utils import timezone

    from customers.models import Company
    from tickets.models import ProductArea

    area, first, last = ProductArea.objects.values_list("pk", flat=True).first(), DAYS - 11, 3
    company = Company.objects.get_or_create(pk=7, defaults={"name": "Firm 7", "since": timezone.now()})[0].name
    days = {"first": today - timedelta(days=first), "last": today - timedelta(days=last)}
    api = {"from": days["first"], "to": days["last"]}
    page, call = "/dashboard/", "/api/v1/metrics/acceptance/"
    return [
        ("page, 12 weeks", page, {}),
        ("page, 24 months and odd days", page, days),
        ("page, 24 months, one area", page, days | {"area": area}),
        ("page, 24 months, one channel and language", page, days | {"channel": "phone", "language": "ko"}),
        ("page, 24 months, area, channel, language", page, days | {"area": area, "channel": "phone", "language": "ko"}),
        ("page, 24 months, one company", page, days | {"company": company}),
        (
            "page, 24 months, company, area, channel",
            page,
            days | {"company": company, "area": area, "channel": "phone"},
        ),
        ("API, 24 months by area", call, api | {"by": "area"}),
        ("API, 24 months by company", call, api | {"by": "company"}),
        ("API, 24 months by channel and language", call, api | {"by": "channel,language"}),
        ("API, 24 months by week and area", call, api | {"by": "week,area"}),
    ]


def _follow() -> None:
    """Write entries as the verbs do, without a worker; then gather as the worker does."""
    from django.utils import timezone

    from journal import actions, gathering
    from journal.actors import SYSTEM
    from metrics.actions.recounting import REACTION
    from tickets.events import TicketReceived
    from tickets.models import ProductArea, Ticket

    gathering.ring_to_gather = lambda _name: None
    actions.ring = actions.ring_for_all = lambda _numbers: None
    areas, dice = list(ProductArea.objects.values_list("pk", flat=True)), random.Random(88)
    for _round in range(4):
        facts = [
            {"ticket_id": n, "area_id": dice.choice(areas), "channel": dice.choice(CHANNELS)} for n in range(1, 2_501)
        ]
        events = [(TicketReceived(**each, language="ko"), Ticket(pk=each["ticket_id"])) for each in facts]
        actions.record_all(events, by=SYSTEM, at=timezone.now())
    took, n = _time(lambda: sum(iter(lambda: gathering.gather(REACTION), 0)))
    print(
        f"followed: {n:,} entries in {took:.1f} s, {n / took:,.0f} a second by one worker (target {FOLLOW})", flush=True
    )


def _time(deed: Any) -> tuple[float, Any]:
    begun = time.perf_counter()
    found = deed()
    return time.perf_counter() - begun, found


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.counts", description="Measure the counts, and the dashboard on them.")
    parser.add_argument("--tickets", type=int, default=ground.LARGE)
    parser.add_argument("--anew", action="store_true", help="write and count even if the database is there")
    parser.add_argument("--again", action="store_true", help="count again even if it is counted")
    parser.add_argument("--hands", type=int, default=2, help="how many months are counted at once (2)")
    return parser.parse_args()


if __name__ == "__main__":
    main()

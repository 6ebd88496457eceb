"""Does watching miss spikes, or cry wolf? `.venv/bin/python -m bench.spikes --texts ../shared/data`.

Weeks of complaints are replayed with a moved clock, in a database of its own, through the product's own counting and
watching, a look after every ticket: real texts (banking77: questions of 77 intents, whose first words are the areas; and
Korean reviews), more by day than by night and on weekdays, with good days and bad ones. Then the same again with spikes
in it, each of one intent; with `--seconds`, some hours after every third another cause rises in the same area, of another
intent. A spike is found when most of the tickets behind an alarm are its own; what is raised
otherwise is a false alarm, also when chance made it.
"""

import argparse
import csv
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from bench import ground
from bench.telling import quiet

WARM, SIZES, HOURS = 8, (6, 10, 20, 40), (1, 3, 8)
_BY_HOUR = (1, 1, 1, 1, 1, 2, 3, 5, 8, 10, 10, 9, 8, 9, 9, 8, 7, 6, 5, 5, 5, 4, 3, 2)
_BY_DAY = (1.2, 1.1, 1.0, 1.0, 1.1, 0.7, 0.6)
_UNREST = 0.2
_BEGIN = datetime.fromisoformat("2026-01-05T00:00:00+09:00")
"""A Monday."""
_ALL: defaultdict[str, Counter[str]] = defaultdict(Counter)


class Said(NamedTuple):
    """A complaint to come: when, what it says, of which area, and of which spike (0: none)."""

    at: datetime
    text: str
    area: str
    spike: int = 0


class Injected(NamedTuple):
    """A spike that is put in."""

    number: int
    begin: datetime
    size: int
    hours: int
    beside: int = 0
    """The spike in whose area it rises, where it is a second cause."""


def main() -> None:
    """Replay quiet weeks and weeks with spikes; print what was missed, how late, and what was raised for nothing."""
    asked = _asked()
    ground.open_ground()
    pools = _pools(asked.texts)
    for rate, seed in product(asked.rates, asked.seeds):
        for spikes in {"quiet": [False], "spikes": [True]}.get(asked.only, [False, True]):
            _begin_anew(f"bench_spikes_{asked.only}")
            print(f"seed {seed}: ", end="", flush=True)
            _replay(pools, rate, asked.weeks, spikes=spikes + (spikes and asked.seconds), seed=seed)
    _say_all()


def _begin_anew(database: str) -> None:
    """An empty database; the one before is gone."""
    import django
    from django.conf import settings

    if settings.configured and django.apps.apps.ready:
        from django.db import connection

        connection.close()
    ground.make(database)
    if not settings.configured or not django.apps.apps.ready:
        ground.stand_on(database)


def _replay(pools: dict[str, list[str]], rate: int, weeks: int, *, spikes: int, seed: int) -> None:
    from django.core.management import call_command

    from journal import actions as journal

    journal.ring = journal.ring_for_all = quiet
    call_command("migrate", interactive=False, verbosity=0)
    dice = random.Random(seed)
    begin, end = _BEGIN + timedelta(weeks=WARM), _BEGIN + timedelta(weeks=WARM + weeks)
    injected = list(_spikes(begin, end, dice, seconds=spikes > 1)) if spikes else []
    story = sorted([*_usual(pools, rate, end, dice), *_extra(injected, pools, dice)])
    begun = time.perf_counter()
    found, looks, own = _watch(story, begin)
    print(
        f"{rate} a day, {weeks} weeks, {len(injected)} spikes, {len(story):,} tickets, "
        f"{1000 * looks:.0f} ms a look, {time.perf_counter() - begun:.0f} s"
    )
    _judge(found, injected, weeks, own)


def _watch(story: list[Said], begin: datetime) -> tuple[list[Any], float, dict[int, tuple[int, datetime]]]:
    """Count every ticket at its moment and look; what was raised, seconds of a look, ticket → its spike."""
    from common.clock import moved_to
    from spikes.actions import sighting, watching
    from tickets.actions.likening import measure_crowd, remember, weigh_terms
    from tickets.models import ProductArea, Ticket

    areas = {name: ProductArea.objects.create(name=name) for name in sorted({one.area for one in story})}
    raised, own, took, looks = [], {}, 0.0, 0
    for n, one in enumerate(story):
        fixed = {"is_anonymous": True, "language": "en", "channel": "phone", "stage": "to_listen"}
        at = {"occurred_on": one.at.date(), "received_at": one.at, "waiting_since": one.at, "due_at": one.at}
        ticket = Ticket.objects.create(verbatim=one.text, product_area=areas[one.area], **fixed, **at)
        own[ticket.pk] = (one.spike, one.at)
        with moved_to(one.at):
            remember(ticket)
            measure_crowd(ticket.pk)
            sighting.see([ticket.pk])
            if n in {500, 2000}:
                weigh_terms()
        if one.at >= begin:
            with moved_to(one.at + timedelta(minutes=1)):
                begun = time.perf_counter()
                raised += watching.watch()
                took, looks = took + time.perf_counter() - begun, looks + 1
    return raised, took / max(looks, 1), own


def _judge(raised: list[Any], injected: list[Injected], weeks: int, own: dict[int, tuple[int, datetime]]) -> None:
    """Which alarms are of a spike, which spikes were found, how long after their first ticket and how many tickets late."""
    of: dict[int, Any] = {}
    twice, false = 0, []
    for spike in raised:
        then = [own[pk] for pk in spike.behind() if own[pk][1] <= spike.raised_at]
        numbers = [number for number, _at in then if number]
        if 2 * len(numbers) < len(then):
            false.append(spike)
        elif max(numbers, key=numbers.count) in of:
            twice += 1
        else:
            of[max(numbers, key=numbers.count)] = (spike, len(numbers))
    total = _ALL["with spikes" if injected else "quiet"]
    total.update(weeks=weeks, false=len(false), twice=twice)
    print(
        f"  false alarms: {len(false)} ({len(false) / weeks:.2f} a week) "
        f"{[(one.family, one.word, one.n, round(one.usual, 2), one.hours, f'{one.chance:.0e}') for one in false][:8]}; raised twice: {twice}"
    )
    _say_why(raised, {one.number for one in injected} - of.keys(), own)
    by_size: dict[tuple[int, int, bool], list[Injected]] = defaultdict(list)
    for one in injected:
        by_size[one.size, one.hours, bool(one.beside)].append(one)
    for (size, hours, second), group in sorted(by_size.items()):
        hits = [(of[one.number][0].raised_at - one.begin, of[one.number][1]) for one in group if one.number in of]
        late = (
            f", {median(t for t, _n in hits)} after its first ticket, at the {median(n for _t, n in hits):.0f}th"
            if hits
            else ""
        )
        called = f"{'second cause, ' if second else ''}{size} in {hours} h"
        _ALL[f"{'second cause, ' if second else ''}{size}"].update(found=len(hits), of=len(group))
        print(f"  {called}: found {len(hits)} of {len(group)}{late}", flush=True)


def _say_all() -> None:
    """Over all seeds."""
    for called, counted in _ALL.items():
        print(f"all: {called}: {', '.join(f'{name} {n}' for name, n in counted.items())}")


def _say_why(raised: list[Any], missed: set[int], own: dict[int, tuple[int, datetime]]) -> None:
    """Of the missed, those whose tickets stand for the most part behind an alarm that was on for another reason."""
    parts = set()
    for spike in raised:
        behind = [own[pk][0] for pk in spike.behind()]
        parts |= {
            number for number in missed if 2 * behind.count(number) > [n for n, _at in own.values()].count(number)
        }
    print(f"  missed: {len(missed)}, of which {len(parts)} became a part of one that was on: {sorted(parts)}")


def _usual(pools: dict[str, list[str]], rate: int, end: datetime, dice: random.Random) -> Iterator[Said]:
    """What comes anyway: as many as the day and the hour let expect, give or take."""
    names = sorted(pools)
    weights = [len(pools[name]) ** 0.5 for name in names]
    day = _BEGIN
    while day < end:
        mood = dice.gammavariate(1 / _UNREST**2, _UNREST**2) * rate * _BY_DAY[day.weekday()]
        for hour, share in enumerate(_BY_HOUR):
            for _n in range(_poisson(mood * share / sum(_BY_HOUR), dice)):
                name = dice.choices(names, weights)[0]
                yield Said(
                    day + timedelta(hours=hour, seconds=dice.randrange(3600)), dice.choice(pools[name]), _area(name)
                )
        day += timedelta(days=1)


def _spikes(begin: datetime, end: datetime, dice: random.Random, *, seconds: bool) -> Iterator[Injected]:
    """One every day and a half, of every size and length in turn; beside every third a second cause, two to ten hours later."""
    number, at = 1, begin + timedelta(hours=10)
    while at < end - timedelta(days=1):
        yield Injected(number, at + timedelta(hours=dice.randrange(8)), SIZES[number % 4], HOURS[number % 3])
        if seconds and number % 3 == 0:
            yield Injected(1000 + number, at + timedelta(hours=10), SIZES[1 + number % 2], 3, beside=number)
        number, at = number + 1, at + timedelta(hours=36)


def _extra(injected: list[Injected], pools: dict[str, list[str]], dice: random.Random) -> Iterator[Said]:
    intents = [name for name in sorted(pools) if not name.startswith("ko")]
    chosen: dict[int, str] = {}
    for one in injected:
        name = dice.choice(_fitting(intents, chosen.get(one.beside)) if one.beside or one.number % 3 == 0 else intents)
        chosen[one.number] = name
        for text in dice.sample(pools[name], one.size):
            yield Said(one.begin + timedelta(seconds=dice.randrange(3600 * one.hours)), text, _area(name), one.number)


def _fitting(intents: list[str], first: str | None) -> list[str]:
    """Another intent of the same area; before there is a first, those whose area has another."""
    areas = Counter(map(_area, intents))
    if first is None:
        return [name for name in intents if areas[_area(name)] > 1]
    return [name for name in intents if name != first and _area(name) == _area(first)]


def _poisson(mean: float, dice: random.Random) -> int:
    n, left = 0, dice.expovariate(1)
    while left < mean:
        n, left = n + 1, left + dice.expovariate(1)
    return n


def _area(name: str) -> str:
    return name.split("_", maxsplit=1)[0]


def _pools(folder: Path) -> dict[str, list[str]]:
    """Intent → what people say who mean it."""
    found: dict[str, list[str]] = defaultdict(list)
    with (folder / "en_banking77_queries" / "banking77.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            found[row["category"] if "category" in row else row["label"]].append(row["text"])
    with (folder / "ko_app_reviews" / "ko_app_reviews_1to3stars.csv").open(encoding="utf-8-sig", newline="") as file:
        for n, row in enumerate(csv.DictReader(file)):
            text = next(value for value in (row.get("review"), row.get("text"), "") if value is not None)
            if len(text) > 20 and "\x00" not in text:
                found[f"ko{n % 4}"].append(text[:2000])
    return dict(found)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.spikes")
    parser.add_argument("--texts", type=Path, default=Path("../shared/data"))
    parser.add_argument("--rates", type=int, nargs="+", default=[15, 60])
    parser.add_argument("--weeks", type=int, default=6)
    parser.add_argument(
        "--only", choices=["quiet", "spikes"], default="both", help="only the weeks without, or with spikes"
    )
    parser.add_argument("--seeds", type=int, nargs="+", default=[7])
    parser.add_argument("--seconds", action="store_true", help="let second causes rise beside spikes")
    return parser.parse_args()


if __name__ == "__main__":
    main()

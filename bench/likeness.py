"""How good is likeness? `.venv/bin/python -m bench.likeness --texts ../shared/data`.

Labelled pairs: the first text asks, the second must be among the first five out of everything loaded. Korean: pairs of
the same meaning whose letters differ; all second texts and 10,000 reviews are loaded. English: questions as somebody
else would type them again (a word left out, a letter lost, a polite beginning). The product's own verbs and query.
"""

import argparse
import csv
import random
import re
import time
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import quantiles

from bench import ground

REVIEWS, BEST, PORTION = 10_000, 5, 1000
Pair = tuple[str, str]


def main() -> None:
    """Load, weigh, ask; print recall and milliseconds."""
    parser = argparse.ArgumentParser(prog="bench.likeness")
    parser.add_argument("--texts", type=Path, default=Path("../shared/data"))
    parser.add_argument("--again", action="store_true", help="ask what was loaded before")
    parser.add_argument("--every", type=int, default=1, help="ask with every so many-th pair only")
    told = parser.parse_args()
    ground.open_ground()
    korean, english = _korean(told.texts), _english(told.texts)
    texts = list(dict.fromkeys([*_korean_texts(told.texts), *_english_texts(told.texts)]))
    if not told.again:
        ground.make("bench_likeness")
    ground.stand_on("bench_likeness")
    if not told.again:
        _load(texts)
    _ask("Korean pairs", korean[:: told.every])
    _ask("English near-duplicates", english[:: told.every])


def _load(texts: list[str]) -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from tickets.actions.likening import measure_crowd, measure_lengths, remember, weigh_terms
    from tickets.models import Ticket

    call_command("migrate", interactive=False, verbosity=0)
    moment, begun = timezone.now(), time.perf_counter()
    fixed = {"is_anonymous": True, "language": "ko", "channel": "phone", "occurred_on": date(2026, 1, 1)}
    fixed |= {"received_at": moment, "stage": "to_listen", "waiting_since": moment, "due_at": moment}
    for at in range(0, len(texts), PORTION):
        for ticket in Ticket.objects.bulk_create(Ticket(verbatim=text, **fixed) for text in texts[at : at + PORTION]):
            remember(ticket)
    weigh_terms(len(texts))
    measure_lengths(len(texts))
    print(f"{len(texts):,} loaded after {time.perf_counter() - begun:.0f} s", flush=True)
    for number in Ticket.objects.values_list("pk", flat=True):
        measure_crowd(number)
    print(f"crowds measured after {time.perf_counter() - begun:.0f} s", flush=True)


def _ask(name: str, pairs: list[Pair]) -> None:
    from tickets.actions.likening import alike
    from tickets.models import Ticket

    numbers = {text: pk for pk, text in Ticket.objects.values_list("pk", "verbatim")}
    found, took = 0, []
    for first, second in pairs:
        begun = time.perf_counter()
        near = alike(first, limit=BEST)
        took.append((time.perf_counter() - begun) * 1000)
        found += numbers[second] in {one.ticket.pk for one in near}
    cuts = quantiles(took, n=20)
    print(
        f"{name}: recall at {BEST} {found / len(pairs):.4f} of {len(pairs):,}; {cuts[9]:.1f} ms, p95 {cuts[-1]:.1f} ms"
    )


def _korean(folder: Path) -> list[Pair]:
    return [
        (row["question1"], row["question2"])
        for row in _rows(folder / "ko_question_pairs" / "ko_question_pairs.csv")
        if row["duplicate"] == "1" and _letters(row["question1"]) != _letters(row["question2"])
    ]


def _korean_texts(folder: Path) -> Iterator[str]:
    yield from (row["question2"] for row in _rows(folder / "ko_question_pairs" / "ko_question_pairs.csv"))
    reviews = list(_rows(folder / "ko_app_reviews" / "ko_app_reviews_1to3stars.csv"))[:REVIEWS]
    yield from (row["review"] for row in reviews if row["review"].strip())


def _english(folder: Path) -> list[Pair]:
    dice = random.Random(7)
    texts = list(dict.fromkeys(_english_texts(folder)))[::10]
    return [(_typed_again(text, dice), text) for text in texts if len(text.split()) >= 5]


def _english_texts(folder: Path) -> Iterator[str]:
    return (row["text"] for row in _rows(folder / "en_banking77_queries" / "banking77.csv"))


def _typed_again(text: str, dice: random.Random) -> str:
    words = text.split()
    words.pop(dice.randrange(len(words)))
    slip = max(range(len(words)), key=lambda at: (len(words[at]), at))
    at = dice.randrange(1, len(words[slip]))
    words[slip] = words[slip][:at] + words[slip][at + 1 :]
    return " ".join([dice.choice(["Hello,", "Please help,", "Hi there,", "A question:"]), *words])


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).lower())


if __name__ == "__main__":
    main()

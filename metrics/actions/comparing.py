"""Where does what is kept differ from the journal? Compared day by day; nothing is changed."""

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.clock import today
from metrics.actions.counting import COLUMNS, PLACE, Cell, Numbers
from metrics.actions.rebuilding import days_there_are
from metrics.actions.recounting import have_the_ledger, reckoning, tally_of
from metrics.actions.summing import BY_HASH, different
from metrics.cuts import FINE, cuts_summed
from metrics.models import Count, Reckoning
from metrics.shelves import SHELVES, spelled
from metrics.spans import DAY, Grain, first_of, last_of
from notifications.actions.watching import Check


def check(days: int) -> Reckoning:
    """Compare a sample of days, yesterday always, with a full recount; what differs is kept for people to see."""
    state = reckoning()
    sample = _sample(days)
    found = [line for day in sample for line in (*differences(day), *wrong_sums(day, day))]
    state.checked_at, state.checked_days = timezone.now(), len(sample)
    state.differences, state.said = len(found), "\n".join(found[:20])
    state.save(update_fields=["checked_at", "checked_days", "differences", "said"])
    return state


def last_check() -> Check:
    """What the last comparison found, for operators."""
    state = Reckoning.objects.first()
    found = (
        _("{n} differences: {said}").format(n=state.differences, said=state.said) if state and state.differences else ""
    )
    return Check(_("Counts and the journal"), state.checked_at if state else None, found)


def check_everything() -> Iterator[str]:
    """Compare every day there is, and every sum of them."""
    first, last = days_there_are(None)
    for n in range((last - first).days + 1):
        yield from differences(first + DAY * n)
    yield from wrong_sums(first, last)


@transaction.atomic
def differences(day: date) -> list[str]:
    """Where what is kept of a day differs from a full recount of its entries; mostly empty."""
    have_the_ledger(f"counts of {day}")
    counted, kept = _clean(tally_of(day)[0].fine()), _kept(day)
    return [
        f"{_called(cell)}: kept {_shown(kept.get(cell), counted.get(cell))}, entries say "
        f"{_shown(counted.get(cell), kept.get(cell))}"
        for cell in sorted(kept.keys() | counted.keys())
        if kept.get(cell) != counted.get(cell)
    ]


@transaction.atomic
def wrong_sums(first: date, last: date) -> list[str]:
    """Which coarser cuts, weeks and months around these days are not the sum of their days; the fine days are no sums."""
    found = []
    for grain in Grain:
        have_the_ledger(f"counts of every {grain}")
        begin, end = first_of(grain, first), last_of(grain, last)
        for cut in cuts_summed(grain):
            with connection.cursor() as cursor:
                cursor.execute(BY_HASH)
                parameters: list[str | date] = [begin, end, cut.value, grain.value, begin, end]
                cursor.execute(different(cut, grain), parameters)
                [(n,)] = cursor.fetchall()
            if n:
                found.append(f"{cut.value} {grain.value} {begin}: {n} rows are not the sum of their days")
    return found


def _sample(days: int) -> list[date]:
    first, last = days_there_are(None)
    yesterday = max(first, today() - DAY)
    others = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return sorted({yesterday, *random.sample(others, min(days, len(others)))})


def _kept(day: date) -> dict[Cell, Numbers]:
    found: dict[Cell, Numbers] = {}
    for row in Count.objects.filter(grain=Grain.DAY, first=day, cut__in=FINE):
        numbers = Numbers({name: getattr(row, name) for name in COLUMNS})
        for shelf in SHELVES:
            kept = zip(getattr(row, shelf.keys), getattr(row, shelf.numbers), strict=True)
            numbers.update({spelled(shelf, key): n for key, n in kept})
        found[Cell(*(getattr(row, name) for name in PLACE))] = numbers
    return _clean(found)


def _clean(cells: Mapping[Cell, Mapping[str, int]]) -> dict[Cell, Numbers]:
    """Without what came to nothing."""
    clean = {cell: Numbers({name: n for name, n in numbers.items() if n}) for cell, numbers in cells.items()}
    return {cell: numbers for cell, numbers in clean.items() if numbers}


def _shown(numbers: Numbers | None, other: Numbers | None) -> dict[str, int]:
    """Only what is not the same on both sides."""
    mine, theirs = numbers or Numbers(), other or Numbers()
    return {name: mine[name] for name in sorted(mine.keys() | theirs.keys()) if mine[name] != theirs[name]}


def _called(cell: Cell) -> str:
    return " ".join(str(part) for part in cell if part)

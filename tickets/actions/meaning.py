"""What do tickets mean? Asked of the operator's embedding service by the worker, and used where likeness is asked."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from math import sqrt
from statistics import fmean

from celery import current_app
from django.core.cache import cache
from django.db import transaction

from common import embedding
from tickets.models import Meaning
from tickets.queries import Known, Near

BATCH = 32
"""So many texts are asked for at once."""
WITHIN = 15.0
"""Seconds, for a batch."""
NEWEST = 1000
"""So many of the newest tickets are looked at whatever their words; older ones are where they share some."""
CROWD, STANDS_OUT, NEAR = 50, 3.0, 0.6
"""Models differ in what they call near. Where there is a crowd, near is what stands out of it by three deviations."""
SMOOTHED = 60
"""Of reciprocal rank fusion (Cormack, Clarke, Büttcher 2009)."""
_AT_IT = "embedding:at-it"


def ring() -> None:
    """Ask the worker for what is missing, once what is being done here stands."""
    transaction.on_commit(lambda: current_app.send_task("tickets.tasks.embed_what_is_missing"), robust=True)


def embed_some(*, everything: bool = False) -> bool:
    """Ask for the next tickets whose meaning we do not know; whether there may be more. Idempotent."""
    if not embedding.is_there() or embedding.is_resting("tickets"):
        return False
    with _alone() as may:
        rows = (
            Meaning.objects.missing(embedding.model(), most=BATCH, newest=None if everything else NEWEST) if may else []
        )
        with suppress(embedding.Failed):
            _keep(dict(rows))
            return len(rows) == BATCH
    return False


def merged(near: list[Near], text: str, *, beside: int | None, limit: int) -> list[Near]:
    """What shares words and what means the same, put together by their ranks; without a service as it was."""
    if not embedding.is_there():
        return near[:limit]
    known = Meaning.objects.known(embedding.model(), among=[beside or 0, *(one.pk for one in near)], newest=NEWEST)
    own = next((one.vector for one in known if one.pk == beside), b"") or embedding.quickly(text)
    if not own:
        return near[:limit]
    return _fused(near, _meant([one for one in known if one.pk != beside], own))[:limit]


def _meant(known: list[Known], own: bytes) -> list[Near]:
    """Those that point where the text points, nearest first."""
    told = embedding.cosines(own, [one.vector for one in known])
    least = _least(told)
    found = [Near(one.pk, score, one.received_at) for one, score in zip(known, told, strict=True) if score >= least]
    return sorted(found, key=lambda one: (-one.score, -one.pk))


def _least(told: list[float]) -> float:
    if len(told) < CROWD:
        return NEAR
    middle = fmean(told)
    return middle + STANDS_OUT * sqrt(fmean((one - middle) ** 2 for one in told))


def _fused(*lists: list[Near]) -> list[Near]:
    ranks: dict[int, float] = {}
    best: dict[int, Near] = {}
    for near in lists:
        for rank, one in enumerate(near):
            ranks[one.pk] = ranks.get(one.pk, 0.0) + 1 / (SMOOTHED + rank)
            best[one.pk] = max(best.get(one.pk, one), one, key=lambda each: each.score)
    return sorted(best.values(), key=lambda one: (-ranks[one.pk], -one.pk))


def _keep(texts: dict[int, str]) -> None:
    """Ask for these and keep what is said."""
    if not texts:
        return
    try:
        _write(texts, embedding.embed(list(texts.values()), within=WITHIN, purpose="tickets"))
    except embedding.Failed as failure:
        if not failure.is_refused:
            raise
        embedding.need_a_yes(within=WITHIN, purpose="tickets")
        _keep_what_it_takes(texts)


def _keep_what_it_takes(texts: dict[int, str]) -> None:
    """Texts that the service does not take are found by halves, and not asked for again."""
    if len(texts) == 1:
        return _write(texts, [b""])
    rows, half = list(texts.items()), len(texts) // 2
    _keep(dict(rows[:half]))
    return _keep(dict(rows[half:]))


def _write(texts: dict[int, str], vectors: list[bytes]) -> None:
    rows = [Meaning(pk=pk, model=embedding.model(), vector=said) for pk, said in zip(texts, vectors, strict=True)]
    known: list[str] = ["model", "vector"]
    Meaning.objects.bulk_create(rows, update_conflicts=True, unique_fields=["ticket"], update_fields=known)


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether nobody else is at it; whoever died at it is waited for two minutes. Twice would only cost twice."""
    may = True
    with suppress(Exception):
        may = cache.add(_AT_IT, 1, 120)
    try:
        yield may
    finally:
        if may:
            with suppress(Exception):
                cache.delete(_AT_IT)

"""Where is the distribution of a duration cut, and which seconds lie between two cuts? As the buckets have it, exactly."""

from collections.abc import Mapping
from functools import cache

from django.db.models import DurationField, ExpressionWrapper, F, FloatField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Extract, Floor

from metrics.histogram import bucket, longest_of, seconds_of

STEPS = (3600, 4 * 3600, 8 * 3600, 86400, 2 * 86400, 4 * 86400, 8 * 86400, 16 * 86400, 32 * 86400, 64 * 86400)
_ABOUT = 1.02
"""What a bucket stands for is at most so far from what was measured."""
_FOREVER = 10**11
SINCE_RECEIVED = Floor(
    Extract(ExpressionWrapper(F("then") - F("at"), DurationField()), "epoch")
    + Cast(KeyTextTransform("seconds", "plain"), FloatField())
)
"""Seconds from a complaint to when something happened to the item of its voice, as they are counted: up to the voice, and from then."""
LONGER = "longer"
"""What took longer than all steps."""


def distribution(buckets: Mapping[int, int]) -> list[tuple[int | None, int]]:
    """How many took up to so many seconds, from step to step; the last took longer than all."""
    counted = [0] * (len(STEPS) + 1)
    for number, n in buckets.items():
        counted[_step_of(number)] += n
    return list(zip([*STEPS, None], counted, strict=True))


def between(detail: str) -> tuple[int, int] | None:
    """More than so many seconds, and up to so many, that a step (its seconds, or `longer`) stands for; None: no step."""
    if detail == LONGER:
        return _most(STEPS[-1]), _FOREVER
    if not detail.isdecimal() or int(detail) not in STEPS:
        return None
    at = STEPS.index(int(detail))
    return (_most(STEPS[at - 1]) if at else -_FOREVER), _most(STEPS[at])


@cache
def _step_of(number: int) -> int:
    return next((at for at, step in enumerate(STEPS) if seconds_of(number) <= step * _ABOUT), len(STEPS))


@cache
def _most(step: int) -> int:
    """The most whole seconds that are counted as up to a step: those of the last bucket that is."""
    number = bucket(step * _ABOUT * _ABOUT)
    while seconds_of(number) > step * _ABOUT:
        number -= 1
    return longest_of(number)

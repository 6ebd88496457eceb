"""Is this more than its own history makes likely? The rule, pure (docs/decisions/0025-spikes.md).

What is usual in a window is learned from the same hours of the weeks before, and, where they are too few to say much,
from how many come in a week and when in a week all complaints come. How likely at least so many are is then exact: a
negative binomial tail, as wide as its own days were restless.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from common.rates import at_least_again

WEEKS = 8
"""So many weeks are its history."""
LEAST_WEEKS = 3
"""Before so many nothing is said."""
WINDOWS = (2, 6, 24)
"""Hours that are looked at together; the running one counts as a whole, so that nothing is raised for a fraction of it."""
LEAST = 5
"""Fewer are no spike, however unlikely."""
LEAST_RATIO = 2.0
"""Less than twice what is usual is no spike, however unlikely."""
LEAST_CUSTOMERS = 3
FALSE_A_WEEK = 0.2
"""So many alarms a week in each family are accepted where nothing is the matter."""
_LOOKS_A_WEEK = 7 * 24
_LENT = 4.0
"""What all complaints say about the hours of a week weighs as much as so many weeks of its own."""
_CALM = 1e6


@dataclass(frozen=True)
class History:
    """What came of one kind in the weeks before the window."""

    weeks: int
    same: Sequence[int]
    """In the same hours, week by week."""
    days: Sequence[int]
    """Day by day, the oldest first."""
    shares: Sequence[float]
    """Which share of a week's complaints comes on each of these days."""


@dataclass(frozen=True)
class Usual:
    """How many are usual in a window, and for how many such windows that counts: the fewer, the wider it may swing."""

    mean: float
    weight: float


@dataclass(frozen=True)
class Rise:
    """So many came within so many hours, so many are usual, and so likely is it that they came by chance."""

    hours: int
    n: int
    usual: float
    chance: float


def usual(history: History, share: float) -> Usual:
    """What is usual in a window into which this share of a week's complaints falls."""
    rate = (sum(history.days) + 0.5) / history.weeks
    grown = max(1.0, sum(history.days[-14:]) / 2 / rate)
    weight = _LENT + history.weeks
    mean = (_LENT * rate * share + sum(history.same)) / weight * grown
    unrest = _unrest(history, rate)
    return Usual(mean, min(weight, 1 / (unrest - 1)) if unrest > 1 + 1 / _CALM else weight)


def rise(n: int, hours: int, of: Usual) -> Rise:
    """How likely so many, or more, are."""
    return Rise(hours, n, of.mean, at_least_again(n, of.mean, of.weight))


def allowed(keys: int) -> float:
    """How unlikely a rise must be where so many things are looked at, hour after hour, in every window (Bonferroni)."""
    return FALSE_A_WEEK / (max(keys, 1) * len(WINDOWS) * _LOOKS_A_WEEK)


def is_spike(found: Rise, keys: int) -> bool:
    """Whether it is worth telling anybody."""
    return found.n >= LEAST and found.n >= LEAST_RATIO * found.usual and found.chance <= allowed(keys)


def _unrest(history: History, rate: float) -> float:
    """How much wider than chance its days swing: 1 for what comes by chance alone (Pearson's dispersion)."""
    means = [rate * share for share in history.shares]
    return sum((n - mean) ** 2 / mean for n, mean in zip(history.days, means, strict=True)) / max(1, len(means) - 1)

"""Are two rates the same? Two counts of rare things over two spans of time, compared exactly.

Given how many there were altogether, the later ones follow a binomial distribution if the rates are equal. The interval
is Clopper and Pearson's (Biometrika 26, 1934), the p-value adds up whatever is at most as likely as what was seen; both
as in R's `poisson.test` and scipy's `binomtest`.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

_TINY = 1e-300
_CLOSE = 1e-15
_AS_LIKELY = 1 + 1e-7
"""What is as likely but for rounding counts as as likely; scipy allows the same."""


@dataclass(frozen=True)
class Comparison:
    """How many times the earlier rate the later one is, with its interval and the p-value of "they are equal".

    Without anything earlier there is nothing to divide by: the ratio and the upper end are infinite.
    """

    ratio: float
    low: float
    high: float
    p: float


def compare(before: int, after: int, *, time_before: float, time_after: float, confidence: float = 0.95) -> Comparison:
    """Compare `after` things in `time_after` with `before` things in `time_before`; times above zero, in one unit."""
    scale, whole = time_before / time_after, before + after
    low, high = interval(after, whole, confidence=confidence)
    return Comparison(
        ratio=after / before * scale if before else math.inf,
        low=low / (1 - low) * scale,
        high=high / (1 - high) * scale if high < 1 else math.inf,
        p=p_value(after, whole, time_after / (time_before + time_after)),
    )


def interval(hits: int, tries: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Between which shares the true share lies, exactly (Clopper-Pearson)."""
    tail = (1 - confidence) / 2
    low = _solve(lambda share: 1 - at_most(hits - 1, tries, share) - tail) if hits else 0.0
    high = _solve(lambda share: tail - at_most(hits, tries, share)) if hits < tries else 1.0
    return low, high


def p_value(hits: int, tries: int, share: float) -> float:
    """How likely something at most as likely as so many hits is, if `share` of all tries hit; two-sided."""
    expected, enough = tries * share, likelihood(hits, tries, share) * _AS_LIKELY
    if hits == expected:
        return 1.0
    if hits < expected:
        first = _first(lambda n: likelihood(n, tries, share) <= enough, math.ceil(expected), tries + 1)
        return min(1.0, at_most(hits, tries, share) + at_least(first, tries, share))
    first = _first(lambda n: likelihood(n, tries, share) > enough, 0, math.floor(expected) + 1)
    return min(1.0, at_most(first - 1, tries, share) + at_least(hits, tries, share))


def likelihood(hits: int, tries: int, share: float) -> float:
    """How likely exactly so many hits are."""
    ways = math.lgamma(tries + 1) - math.lgamma(hits + 1) - math.lgamma(tries - hits + 1)
    return math.exp(ways + hits * math.log(share) + (tries - hits) * math.log1p(-share))


def at_most(hits: int, tries: int, share: float) -> float:
    """How likely so many hits, or fewer, are."""
    if hits < 0:
        return 0.0
    return 1.0 if hits >= tries else _beta(1 - share, tries - hits, hits + 1)


def at_least(hits: int, tries: int, share: float) -> float:
    """How likely so many hits, or more, are."""
    if hits > tries:
        return 0.0
    return 1.0 if hits <= 0 else _beta(share, hits, tries - hits + 1)


def at_least_again(hits: int, mean: float, weight: float) -> float:
    """How likely so many, or more, are in a span like `weight` others that were seen, if `mean` came in each of them.

    Negative binomial: the predictive distribution of a Poisson count whose rate was learned from `weight` spans; its
    variance is `mean * (1 + 1 / weight)`.
    """
    return 1.0 if hits <= 0 else _beta(1 / (1 + weight), hits, mean * weight)


def _solve(rising: Callable[[float], float]) -> float:
    """Where a function that rises between 0 and 1 passes zero: halved until no number lies between."""
    low, high = 0.0, 1.0
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return middle


def _first(holds: Callable[[int], bool], begin: int, end: int) -> int:
    """The first number from `begin` for which it holds (and for all after it); `end` where it holds for none."""
    while begin < end:
        middle = (begin + end) // 2
        begin, end = (begin, middle) if holds(middle) else (middle + 1, end)
    return begin


def _beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function (Abramowitz and Stegun 26.5.8), from the side that converges."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(1 - x, b, a)
    front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(front) / (a * _fraction(x, a, b))


def _fraction(x: float, a: float, b: float) -> float:
    """Its continued fraction, from the front (Lentz's way), until a step changes nothing."""
    value, c, d, step, n = 1.0, 1.0, 0.0, 0.0, 0
    while n < 3 or abs(step - 1) > _CLOSE:
        n += 1
        part = _coefficient(n, x, a, b)
        d = 1 / (1 + part * d or _TINY)
        c = 1 + part / c or _TINY
        step = c * d
        value *= step
    return value


def _coefficient(n: int, x: float, a: float, b: float) -> float:
    m = n // 2
    if n % 2:
        return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))

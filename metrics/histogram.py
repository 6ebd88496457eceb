"""How long did things take? Buckets that can be added up, and the median and other shares read from them.

Each bucket is 4 % wider than the one before, so that a value read back is at most 2 % from what was measured: the
logarithmic mapping of DDSketch (Masson, Rim, Lee, VLDB 2019). Sums over days, areas or firms are as true as their parts.
"""

import math
from collections.abc import Mapping

ERROR = 0.02
_GAMMA = (1 + ERROR) / (1 - ERROR)
_LOG = math.log(_GAMMA)


def bucket(seconds: float) -> int:
    """The bucket of a duration; what took no time at all took a second."""
    return math.ceil(math.log(seconds) / _LOG) if seconds > 1 else 0


def seconds_of(number: int) -> float:
    """The duration that stands for a bucket, at most 2 % from any in it."""
    return 2 * _GAMMA**number / (_GAMMA + 1) if number else 1.0


def longest_of(number: int) -> int:
    """The most whole seconds that fall into a bucket."""
    most = int(_GAMMA**number)
    return most if bucket(most) <= number < bucket(most + 1) else most - 1 if bucket(most) > number else most + 1


def quantile(buckets: Mapping[int, int], share: float) -> float | None:
    """The seconds within which this share (0 to 1) was done; None where nothing was."""
    whole = sum(buckets.values())
    if whole <= 0:
        return None
    below, rank = 0, share * (whole - 1)
    for number in sorted(buckets):
        below += buckets[number]
        if below > rank:
            return seconds_of(number)
    return seconds_of(max(buckets))

"""Two rates, compared exactly: the same numbers as scipy's."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from common import rates
from common.rates import compare

COUNTS = [
    (0, 0), (0, 1), (1, 0), (1, 1), (3, 0), (0, 6), (5, 5), (8, 2), (2, 8), (12, 0), (24, 3), (24, 1), (40, 39),
    (100, 60), (60, 100), (1000, 900), (100_000, 98_000), (7, 1), (400, 0), (0, 400),
]  # fmt: skip
TIMES = [(56, 56), (56, 7), (56, 14.5), (7, 364), (28, 30), (1, 1000)]


@pytest.mark.parametrize(("before", "after"), COUNTS)
@pytest.mark.parametrize(("time_before", "time_after"), TIMES)
def test_ratio_interval_and_p_value_agree_with_scipy(
    before: int, after: int, time_before: float, time_after: float
) -> None:
    ours = compare(before, after, time_before=time_before, time_after=time_after)
    share, scale = time_after / (time_before + time_after), time_before / time_after
    if before + after == 0:
        assert (ours.ratio, ours.low, ours.high, ours.p) == (math.inf, 0, math.inf, 1)
        return
    theirs = binomtest(after, before + after, share)
    low, high = theirs.proportion_ci(0.95, method="exact")
    assert ours.p == pytest.approx(theirs.pvalue, rel=1e-7, abs=1e-12)
    assert ours.low == pytest.approx(low / (1 - low) * scale, rel=1e-8)
    assert ours.high == (math.inf if high == 1 else pytest.approx(high / (1 - high) * scale, rel=1e-8))
    assert ours.ratio == (math.inf if before == 0 else pytest.approx(after / before * scale))


@pytest.mark.parametrize("confidence", [0.5, 0.9, 0.99, 0.999])
def test_other_confidences_agree_too(confidence: float) -> None:
    theirs = binomtest(3, 27, 0.5).proportion_ci(confidence, method="exact")
    assert rates.interval(3, 27, confidence=confidence) == pytest.approx((theirs.low, theirs.high), rel=1e-9)


SMALL = st.integers(0, 400)
SPAN = st.floats(0.5, 400)


@settings(deadline=None)
@given(before=SMALL, after=SMALL, time_before=SPAN, time_after=SPAN)
def test_the_interval_holds_the_ratio_and_p_is_a_probability(
    before: int, after: int, time_before: float, time_after: float
) -> None:
    found = compare(before, after, time_before=time_before, time_after=time_after)
    assert 0 <= found.low <= found.ratio <= found.high
    assert 0 <= found.p <= 1


@settings(deadline=None)
@given(before=SMALL, after=SMALL, time_before=SPAN, time_after=SPAN)
def test_looked_at_from_the_other_side_it_is_turned_round(
    before: int, after: int, time_before: float, time_after: float
) -> None:
    forth = compare(before, after, time_before=time_before, time_after=time_after)
    back = compare(after, before, time_before=time_after, time_after=time_before)
    assert back.p == pytest.approx(forth.p, rel=1e-6)
    assert back.high == (math.inf if forth.low == 0 else pytest.approx(1 / forth.low, rel=1e-6))
    assert back.low == pytest.approx(0 if forth.high == math.inf else 1 / forth.high, rel=1e-6)


@settings(deadline=None)
@given(before=st.integers(1, 200), after=SMALL, time_before=SPAN, time_after=SPAN)
def test_one_more_afterwards_moves_the_interval_up(
    before: int, after: int, time_before: float, time_after: float
) -> None:
    less = compare(before, after, time_before=time_before, time_after=time_after)
    more = compare(before, after + 1, time_before=time_before, time_after=time_after)
    assert (more.low, more.high) > (less.low, less.high)


@settings(deadline=None)
@given(tries=st.integers(1, 300), hits=st.integers(0, 300), share=st.floats(0.001, 0.999))
def test_at_most_and_at_least_make_a_whole(tries: int, hits: int, share: float) -> None:
    assert rates.at_most(hits, tries, share) + rates.at_least(hits + 1, tries, share) == pytest.approx(1)


def test_a_million_complaints_are_compared_in_a_moment() -> None:
    found = compare(1_000_000, 400_000, time_before=56, time_after=56)
    assert found.ratio == pytest.approx(0.4)
    assert 0.398 < found.low < 0.4 < found.high < 0.402

"""Periods fall into months, weeks and days, and durations into buckets that can be added up."""

import math
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from metrics.histogram import ERROR, bucket, quantile, seconds_of
from metrics.spans import Grain, cover, last_of, parts, runs

DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(DAYS, st.integers(0, 1500))
def test_the_spans_of_a_period_are_all_of_its_days_once_and_few(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    day, spans = first, cover(first, last)
    for grain, begin in spans:
        assert begin == day
        day = last_of(grain, begin) + timedelta(days=1)
    assert day == last + timedelta(days=1)
    assert len(spans) <= length / 28 + 32


@given(DAYS, st.integers(0, 1500))
def test_runs_are_the_same_spans_and_few(first: date, length: int) -> None:
    last, spans = first + timedelta(days=length), []
    for grain, day, until in runs(first, last):
        begin = day
        while begin <= until:
            spans.append((grain, begin))
            begin = last_of(grain, begin) + timedelta(days=1)
    assert spans == [*cover(first, last)]
    assert len(runs(first, last)) <= 8


def test_two_years_are_months_and_what_is_left_of_them() -> None:
    spans = cover(date(2024, 11, 15), date(2026, 11, 25))
    assert [grain for grain, _day in spans].count(Grain.MONTH) == 23
    assert len(spans) < 50


@given(DAYS, st.integers(0, 400), st.sampled_from(Grain))
def test_parts_of_a_period_meet(first: date, length: int, grain: Grain) -> None:
    last = first + timedelta(days=length)
    found = list(parts(grain, first, last))
    assert (found[0][0], found[-1][1]) == (first, last)
    assert all(end + timedelta(days=1) == begin for (_b, end), (begin, _e) in pairwise(found))


@given(st.floats(1, 3e8))
def test_a_bucket_knows_a_duration_to_two_percent(seconds: float) -> None:
    assert abs(seconds_of(bucket(seconds)) / seconds - 1) <= ERROR + 1e-9


@given(st.lists(st.integers(0, 10_000_000), min_size=1), st.sampled_from([0.5, 0.9]))
def test_a_median_of_added_buckets_is_that_of_all_to_two_percent(waited: list[int], share: float) -> None:
    buckets: dict[int, int] = {}
    for seconds in waited:
        buckets[bucket(seconds)] = buckets.get(bucket(seconds), 0) + 1
    exact = max(1, sorted(waited)[math.floor(share * (len(waited) - 1))])
    found = quantile(buckets, share)
    assert found is not None
    assert abs(found / exact - 1) <= ERROR + 1e-9


def test_where_nothing_was_done_there_is_no_median() -> None:
    assert quantile({}, 0.5) is None

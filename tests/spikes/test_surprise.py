"""The rule: what is usual is learned from a history of its own, and how likely more is, is exact."""

from math import exp, factorial, isclose

import pytest

from common.rates import at_least_again
from spikes.surprise import FALSE_A_WEEK, History, allowed, is_spike, rise, usual

EVEN = [1 / 7] * 56


def history(a_day: int = 1, same: int | None = None, days: list[int] | None = None) -> History:
    same = a_day if same is None else same
    return History(weeks=8, same=[same] * 8, days=days or [a_day] * 56, shares=EVEN)


def test_with_an_endless_history_the_tail_is_poissons() -> None:
    poisson = 1 - sum(exp(-3.0) * 3.0**k / factorial(k) for k in range(7))
    assert isclose(at_least_again(7, 3.0, 1e6), poisson, rel_tol=1e-4)
    assert at_least_again(0, 3.0, 5.0) == 1.0
    assert at_least_again(7, 3.0, 2.0) > 1.5 * poisson, "a short history says less"


def test_the_same_hours_of_its_own_weeks_count_more_than_the_hours_of_all() -> None:
    quiet_then, loud_then = usual(history(8, same=0), 1 / 24), usual(history(8, same=6), 1 / 24)
    assert quiet_then.mean < 8 * 7 / 24 < loud_then.mean < 6


def test_what_is_restless_has_to_rise_higher() -> None:
    even, restless = history(4), history(days=[0, 8] * 28)
    assert sum(even.days) == sum(restless.days)
    assert rise(20, 24, usual(restless, 1 / 7)).chance > 1000 * rise(20, 24, usual(even, 1 / 7)).chance


def test_what_grew_lately_is_usual_by_now() -> None:
    grown = history(days=[1] * 42 + [5] * 14)
    assert usual(grown, 1 / 7).mean > 2 * usual(history(1), 1 / 7).mean


def test_the_more_is_looked_at_the_unlikelier_a_spike_must_be() -> None:
    assert isclose(allowed(10) * 10 * 3 * 168, FALSE_A_WEEK)
    found = rise(11, 24, usual(history(2), 1 / 7))
    assert is_spike(found, 1)
    assert not is_spike(found, 1000)


@pytest.mark.parametrize(("n", "a_day"), [(4, 0), (150, 100)])
def test_few_tickets_and_little_more_than_usual_are_no_spike_however_unlikely(n: int, a_day: int) -> None:
    assert not is_spike(rise(n, 24, usual(history(a_day), 1 / 7)), 1)

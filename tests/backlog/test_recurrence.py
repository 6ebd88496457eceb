"""Did it work? The rules, without a database: what is a recurrence, and which verdict follows."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backlog.recurrence import Counts, change_in_percent, has_met_it_since
from backlog.verdicts import VERDICTS, evidence_suffices, hypothesis_rules, judge

SEOUL = ZoneInfo("Asia/Seoul")
SINCE = datetime(2026, 9, 10, 15, 0, tzinfo=SEOUL)


def told(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 9, day, hour, tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("before", "after", "days_after", "verdict", "rule"),
    [
        (24, 0, 0, "too_early", "nobody_yet"),
        (8, 30, 5, "worse", "surely_more"),
        (24, 60, 56, "worse", "surely_more"),
        (0, 6, 56, "worse", "surely_more"),
        (24, 0, 13.9, "too_early", "too_short"),
        (24, 3, 7, "too_early", "too_short"),
        (0, 0, 100, "too_early", "nothing_before"),
        (24, 0, 28, "gone", "surely_none"),
        (24, 0, 14, "gone", "surely_none"),
        (24, 3, 42, "less", "surely_fewer"),
        (2, 0, 56, "too_early", "none_but_few"),
        (2, 0, 364, "gone", "surely_none"),
        (24, 10, 28, "too_early", "shorter_than_before"),
        (24, 20, 56, "same", "may_be_chance"),
        (1, 1, 56, "same", "may_be_chance"),
        (0, 1, 56, "same", "may_be_chance"),
    ],
)
def test_the_first_rule_that_applies_is_the_verdict(
    before: int, after: int, days_after: float, verdict: str, rule: str
) -> None:
    found, _rates = judge(Counts(before=before, after=after, days_before=56, days_after=days_after))
    assert (found.says, found.name) == (verdict, rule)


def test_every_rule_has_its_own_name_and_the_last_always_applies() -> None:
    assert len({rule.name for rule in VERDICTS}) == len(VERDICTS)
    assert max(len(rule.name) for rule in VERDICTS) <= 24
    for rules in (VERDICTS, hypothesis_rules(60)):
        assert rules[-1].applies(None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("percent", "before", "after", "result"),
    [
        (60, 24, 0, "held"),
        (60, 24, 3, "held"),
        (60, 24, 4, "held"),
        (60, 24, 5, "cannot_say"),
        (60, 24, 6, "cannot_say"),
        (60, 240, 100, "not_held"),
        (60, 24, 30, "not_held"),
        (60, 3, 0, "cannot_say"),
        (60, 0, 0, "cannot_say"),
        (60, 0, 9, "not_held"),
        (100, 24, 0, "held"),
        (100, 24, 1, "not_held"),
        (10, 24, 10, "cannot_say"),
    ],
)
def test_a_hypothesis_is_checked_the_same_way(percent: int, before: int, after: int, result: str) -> None:
    counts = Counts(before=before, after=after, days_before=56, days_after=30)
    assert judge(counts, hypothesis_rules(percent))[0].says == result


@pytest.mark.parametrize(
    ("met", "told_at", "expected"),
    [
        (date(2026, 9, 9), told(9), False),
        (date(2026, 9, 9), told(20), False),
        (date(2026, 9, 10), told(10, 14), False),
        (date(2026, 9, 10), told(10, 15), True),
        (date(2026, 9, 10), told(11), True),
        (date(2026, 9, 11), told(11), True),
    ],
)
def test_who_met_it_after_having_it_met_it_again(met: date, told_at: datetime, *, expected: bool) -> None:
    assert has_met_it_since(met, told_at, SINCE) is expected


def test_who_does_not_have_it_cannot_meet_it_again() -> None:
    assert has_met_it_since(date(2026, 9, 30), told(30), None) is False


def test_the_day_is_the_firms() -> None:
    late_in_greenwich = datetime(2026, 9, 9, 16, 0, tzinfo=ZoneInfo("UTC"))  # one in the morning in Seoul
    assert has_met_it_since(date(2026, 9, 9), late_in_greenwich + timedelta(hours=1), late_in_greenwich) is False


@pytest.mark.parametrize(
    ("verdict", "days", "hypothesis", "pending", "enough"),
    [
        ("gone", 28, "", False, True),
        ("less", 28, "held", False, True),
        ("less", 28, "cannot_say", False, True),
        ("gone", 27.9, "", False, False),
        ("less", 40, "not_held", False, False),
        ("less", 40, "", True, False),
        ("same", 100, "held", False, False),
        ("worse", 100, "", False, False),
        ("too_early", 100, "", False, False),
    ],
)
def test_what_the_numbers_alone_verify(
    verdict: str, days: float, hypothesis: str, *, pending: bool, enough: bool
) -> None:
    assert evidence_suffices(verdict, days, hypothesis, is_pending=pending) is enough


@pytest.mark.parametrize(("ratio", "percent"), [(0.4, -60), (1.0, 0), (2.5, 150), (0.0, -100), (float("inf"), None)])
def test_the_change_in_percent(ratio: float, percent: int | None) -> None:
    assert change_in_percent(ratio) == percent

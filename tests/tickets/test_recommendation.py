"""Could we keep doing this? Every row of the rule table, alone and together."""

import re
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickets.recommendation import BY_HAND_LIMIT, RULES, Answers, recommend

GOOD: dict[str, Any] = {
    "for_everyone": "yes",
    "for_good": "yes",
    "built_in": "product",
    "cost_each_time": Decimal(10),
    "times_per_month": 5,
}


def found(**said: Any) -> tuple[str, list[str]]:
    recommendation = recommend(Answers(**GOOD | said))
    return str(recommendation.finding), list(recommendation.reasons)


@pytest.mark.parametrize(
    ("said", "finding", "reason"),
    [
        ({"for_everyone": "no"}, "not_sustainable", "We would not do it for everyone in this situation."),
        ({"for_good": "no"}, "not_sustainable", "We could not run the company this way for good."),
        (
            {"built_in": "by_hand", "times_per_month": 1101},
            "not_sustainable",
            "People would do it by hand 1,101 times a month.",
        ),
        ({"is_missing_something": True}, "not_yet", "A capability is missing."),
        ({"budget_left": Decimal(49)}, "not_yet", "It costs more than what is left of the promise budget."),
        (
            {"for_everyone": "within_limits", "for_good": "within_limits"},
            "not_yet",
            "Limits both for whom and for how long: say first where they are.",
        ),
        ({}, "sustainable", "The product does the work; nobody’s hand is needed."),
        ({"built_in": "process"}, "sustainable", "A process does the work each time."),
        ({"built_in": "by_hand"}, "sustainable", "By hand, but seldom enough to last."),
        ({}, "sustainable", "Everyone in this situation would get it."),
        ({"cost_each_time": Decimal(0)}, "sustainable", "It costs nothing each time."),
        ({"budget_left": Decimal(50)}, "sustainable", "It fits into what is left of the promise budget."),
    ],
)
def test_every_rule_speaks_with_its_sentence(said: dict[str, Any], finding: str, reason: str) -> None:
    assert found(**said)[0] == finding
    assert reason in found(**said)[1]


def test_every_rule_is_tested() -> None:
    assert len(RULES) == 12


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ({"for_everyone": "no", "is_missing_something": True}, "not_sustainable"),
        ({"for_good": "no", "budget_left": Decimal(0)}, "not_sustainable"),
        ({"is_missing_something": True, "for_everyone": "yes"}, "not_yet"),
        ({"for_everyone": "within_limits"}, "sustainable"),
        ({"for_good": "within_limits"}, "sustainable"),
        ({"built_in": "by_hand", "times_per_month": BY_HAND_LIMIT}, "sustainable"),
        ({"built_in": "by_hand", "times_per_month": BY_HAND_LIMIT + 1}, "not_sustainable"),
        ({"built_in": "process", "times_per_month": BY_HAND_LIMIT + 1}, "sustainable"),
        ({"budget_left": Decimal("49.99")}, "not_yet"),
        ({"budget_left": None, "cost_each_time": Decimal(10**9)}, "sustainable"),
        ({"budget_left": Decimal(-1), "cost_each_time": Decimal(0)}, "not_yet"),
        ({"one_off_cost": Decimal(10**9), "budget_left": Decimal(50)}, "sustainable"),
    ],
)
def test_the_hardest_reason_wins(said: dict[str, Any], finding: str) -> None:
    assert found(**said)[0] == finding


def test_every_reason_for_the_finding_is_named_and_no_other() -> None:
    finding, reasons = found(for_everyone="no", for_good="no", is_missing_something=True)
    assert finding == "not_sustainable"
    assert len(reasons) == 2


def test_the_reasons_are_in_the_readers_language() -> None:
    from django.utils import translation

    with translation.override("ko"):
        assert any("가" <= letter <= "힣" for letter in found()[1][0])


@settings(max_examples=40)
@given(
    for_everyone=st.sampled_from(["yes", "within_limits", "no"]),
    for_good=st.sampled_from(["yes", "within_limits", "no"]),
    built_in=st.sampled_from(["product", "process", "by_hand"]),
    times_per_month=st.integers(0, 10**8),
    cost_each_time=st.decimals(0, 10**12, places=2),
    is_missing_something=st.booleans(),
    budget_left=st.none() | st.decimals(-(10**12), 10**12, places=2),
)
def test_whatever_is_answered_there_is_a_finding_with_a_reason(**said: Any) -> None:
    recommendation = recommend(Answers(**said))
    assert recommendation.reasons
    is_refused = said["for_everyone"] == "no" or said["for_good"] == "no"
    assert not is_refused or recommendation.finding == "not_sustainable"


EVERY_ANSWER = list(
    product(
        ["yes", "within_limits", "no"],
        ["yes", "within_limits", "no"],
        ["product", "process", "by_hand"],
        [0, 1, BY_HAND_LIMIT, BY_HAND_LIMIT + 1],
        [Decimal(0), Decimal(10)],
        [False, True],
        [None, Decimal(-1), Decimal(0), Decimal(10), Decimal(10**6)],
    )
)


def expected(
    everyone: str, good: str, doer: str, times: int, cost: Decimal, missing: bool, left: Decimal | None
) -> str:
    """The rule table said again, in other words: the first line that fits."""
    if "no" in (everyone, good) or (doer == "by_hand" and times > BY_HAND_LIMIT):
        return "not_sustainable"
    if missing or (left is not None and times * cost > left) or (everyone, good) == ("within_limits",) * 2:
        return "not_yet"
    return "sustainable"


def test_every_combination_of_answers_has_the_finding_of_the_table() -> None:
    fired = set()
    for said in EVERY_ANSWER:
        everyone, good, doer, times, cost, missing, left = said
        answers = Answers(everyone, good, doer, cost, times, is_missing_something=missing, budget_left=left)
        recommendation = recommend(answers)
        assert recommendation.finding == expected(*said), said
        assert recommendation.reasons == tuple(rule.sentence for rule in recommendation.fired if rule.is_decisive)
        assert len(recommendation.fired) == sum(rule.when(answers) for rule in RULES)
        assert {rule.speaks_for for rule in recommendation.fired if rule.is_decisive} == {recommendation.finding}
        fired |= {place for place, rule in enumerate(RULES) if rule.when(answers)}
    assert fired == set(range(len(RULES)))


def test_every_rule_has_its_sentence_in_both_languages() -> None:
    from pathlib import Path

    from babel.messages.pofile import read_po

    root = Path(__file__).parents[2]
    source = (root / "tickets" / "recommendation.py").read_text()
    sentences = re.findall(r"_\(\s*\"(.+?)\"\s*\)", source[source.index("RULES = (") : source.index("def recommend")])
    with (root / "locale/ko/LC_MESSAGES/django.po").open("rb") as file:
        korean = read_po(file, locale="ko")
    assert len(sentences) == len(RULES)
    assert [words for words in sentences if not re.search(r"[가-힣]", str(korean.get(words).string))] == []


@pytest.mark.parametrize(
    ("left", "one_off", "each", "times", "months"),
    [
        (None, 0, 10, 5, None),
        (50, 0, 10, 5, 12),  # fits exactly: for good
        (100, 600, 10, 5, 12),  # 1200 a year pay 600 once and 12 × 50
        (100, 601, 10, 5, 11),
        (40, 0, 10, 5, 9),  # 480 a year pay 50 nine times
        (0, 0, 10, 5, 0),
        (-1, 0, 0, 0, 0),
        (0, 0, 0, 0, 12),
        (10, 121, 0, 0, 0),
        (10, 120, 0, 0, 12),
    ],
)
def test_a_years_remaining_budget_pays_once_and_then_month_after_month(
    left: int | None, one_off: int, each: int, times: int, months: int | None
) -> None:
    budget = None if left is None else Decimal(left)
    said = {"budget_left": budget, "one_off_cost": Decimal(one_off), "cost_each_time": Decimal(each)}
    answers = Answers(**GOOD | said | {"times_per_month": times})
    assert answers.months_carried == months
    assert answers.left_after == (None if budget is None else budget - each * times)

"""What may a text be?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.refusals import Invalid
from common.text import BROKEN, NEEDED, allow, complaint_about, is_empty, need, too_long


@pytest.mark.parametrize(
    "text", ["", " ", "\n\t\r", "\u200b\u200c\u200d", "\u2060\ufeff\u00ad", "\u180e\u3164", "\u00a0\u3000"]
)
def test_what_nobody_can_see_is_nothing(text: str) -> None:
    assert is_empty(text)
    assert complaint_about(text) == NEEDED


@pytest.mark.parametrize("text", ["a", " a ", "가", "🙂", ".", "a\u200b", "\x00"])
def test_what_can_be_seen_is_something(text: str) -> None:
    assert not is_empty(text)


@pytest.mark.parametrize("text", ["a\x00b", "\x00", "a\ufffdb", "\ud800", "x\udfff"])
def test_broken_characters_are_said_to_be(text: str) -> None:
    assert complaint_about(text) == BROKEN


@pytest.mark.parametrize(
    ("length", "limit", "fine"), [(5, 5, True), (6, 5, False), (0, 5, False), (100_000, 100_000, True)]
)
def test_a_limit_is_a_limit(length: int, limit: int, fine: bool) -> None:
    assert (complaint_about("x" * length, limit=limit) is None) == fine


def test_a_sentence_says_how_much_is_over() -> None:
    assert too_long(1) == "That is too long: 1 characters over."
    assert too_long(104_800) == "That is too long: 104,800 characters over."


def test_needed_texts_are_refused_field_by_field() -> None:
    with pytest.raises(Invalid) as refusal:
        need(a="", b="fine", c="\x00")
    assert refusal.value.fields == {"a": NEEDED, "c": BROKEN}


def test_optional_texts_may_be_empty_but_not_broken_or_endless() -> None:
    allow(a="", b=" ", c="\u200b")
    with pytest.raises(Invalid) as refusal:
        allow(limit=3, a="\x00", b="four", c="abc", d="\u200b" * 4)
    assert set(refusal.value.fields) == {"a", "b", "d"}


@given(st.text())
def test_a_text_that_is_fine_can_be_stored_anywhere(text: str) -> None:
    if complaint_about(text) is None:
        assert text.encode()
        assert "\x00" not in text

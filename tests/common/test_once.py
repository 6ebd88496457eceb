"""A question that arrives twice is acted on once."""

from datetime import timedelta

import pytest

from common.clock import moved_to, now
from common.models import FirstAnswer
from common.once import Answer, forget_old_answers, once
from common.refusals import Invalid

done: list[int] = []


@pytest.fixture(autouse=True)
def _nothing_is_done() -> None:
    done.clear()


def act() -> Answer:
    done.append(1)
    return Answer(201, {"n": len(done)})


def ask(key: str = "k", *, whose: str = "person 1", question: bytes = b"q", deed=act) -> Answer:
    return once(deed, whose=whose, key=key, question=question)


def test_the_same_key_gets_the_first_answer_again(db: None) -> None:
    assert ask() == Answer(201, {"n": 1})
    assert ask() == Answer(201, {"n": 1}, again=True)
    assert len(done) == 1


def test_without_a_key_every_question_is_a_new_one(db: None) -> None:
    assert [ask("").body for _ in range(2)] == [{"n": 1}, {"n": 2}]
    assert not FirstAnswer.objects.exists()


@pytest.mark.parametrize("other", [{"key": "l"}, {"whose": "person 2"}])
def test_another_key_or_person_is_another_question(db: None, other: dict[str, str]) -> None:
    ask()
    ask(**other)
    assert len(done) == 2


def test_the_same_key_for_another_question_is_refused(db: None) -> None:
    ask()
    with pytest.raises(Invalid):
        ask(question=b"another")
    assert len(done) == 1


def test_a_refusal_gives_the_key_back(db: None) -> None:
    def refuse() -> Answer:
        raise Invalid({"": "no"})

    with pytest.raises(Invalid):
        ask(deed=refuse)
    assert ask(question=b"corrected").body == {"n": 1}


def test_two_long_keys_with_the_same_beginning_are_two(db: None) -> None:
    assert [ask("x" * 300 + end).body for end in "ab"] == [{"n": 1}, {"n": 2}]
    assert ask("x" * 300 + "a").again


def test_after_a_day_a_key_is_forgotten(db: None) -> None:
    with moved_to(now() - timedelta(hours=25)):
        ask("old")
    ask("new")
    assert forget_old_answers() == 1
    assert FirstAnswer.objects.get().key == "new"

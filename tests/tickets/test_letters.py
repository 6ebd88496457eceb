"""When are two short texts near letter by letter?"""

import pytest

from accounts.models import User
from tests import make
from tickets.actions.likening import alike
from tickets.likeness import asked
from tickets.likeness.letters import closeness, is_short
from tickets.models import Likeness
from tickets.queries.likeness import RANKED_ANEW

LATE = "The parcel came three days late and nobody told me about the delay."


def test_few_words_are_told_apart_by_their_letters(ana: User) -> None:
    same, newer = make.a_ticket(verbatim="Parcels arriving late"), make.a_ticket(verbatim="A parcel arrived lately")
    assert [one.ticket for one in alike("Parcels arriving late")] == [same, newer]
    assert [one.ticket for one in alike("A parcel arrived lately")] == [newer, same]


def test_where_letters_are_asked_as_many_are_found_as_without(ana: User) -> None:
    for number in range(RANKED_ANEW + 5):
        make.a_ticket(verbatim=f"{LATE} {number}", anonymous=True)
    near = Likeness.objects.alike(asked(LATE), said=LATE, limit=RANKED_ANEW + 3)
    assert len({one.pk for one in near}) == RANKED_ANEW + 3


@pytest.mark.parametrize(
    ("text", "nearer", "farther"),
    [
        ("환불은 언제 되나요", "환불이 언제 되나요?", "환불은 누가 하나요"),
        ("where is my parcel", "where is my parcle", "where is our van"),
        ("late", "LATE!", "late again and again and again"),
    ],
)
def test_endings_slips_and_signs_cost_little_and_length_more(text: str, nearer: str, farther: str) -> None:
    assert closeness(text, nearer) > closeness(text, farther)
    assert closeness(text, nearer) == pytest.approx(closeness(nearer, text))


@pytest.mark.parametrize("other", ["", "…", "🙂", "a" * 200])
def test_letters_that_are_not_there_do_not_matter(other: str) -> None:
    assert closeness("late", other) < closeness("late", "late") == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("text", "short"), [("", False), ("!?", False), ("late", True), ("a" * 100, True), ("a" * 101, False)]
)
def test_a_text_of_more_letters_has_terms_enough(text: str, short: bool) -> None:
    assert is_short(text) == short

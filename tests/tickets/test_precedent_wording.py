"""What is said to the customer when a decision follows an earlier one."""

import pytest

from accounts.models import User
from tests import make
from tickets.actions import deciding
from tickets.actions.wording import draft
from tickets.models import Decision


def a_decision(message: str, **customer: str) -> Decision:
    name = customer.pop("name", "Emma Whitfield")
    ticket = make.an_assessed_ticket(customer=make.a_customer(name, **customer))
    deciding.decline(ticket, by=make.someone(), reason="not_ours", message=message)
    return Decision.objects.told().get(ticket=ticket)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Thank you, Emma Whitfield. No.", "Thank you, Oliver Stone. No."),
        ("Dear Emma, no.", "Dear Oliver Stone, no."),
        ("Not yet.", "Not yet."),
        ("The Emmaus van.", "The Emmaus van."),
    ],
)
def test_the_other_name_becomes_this_one(db: None, said: str, expected: str) -> None:
    assert draft(a_decision(said), make.a_ticket(customer=make.a_customer("Oliver Stone"))) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("김서연 님, 아직은 어려워요.", "박준호 님, 아직은 어려워요."),
        ("서연 님, 아직은 어려워요.", "박준호 님, 아직은 어려워요."),
    ],
)
def test_korean_names_too(db: None, said: str, expected: str) -> None:
    minded = make.a_ticket(customer=make.a_customer("박준호", language="ko"))
    assert draft(a_decision(said, name="김서연", language="ko"), minded) == expected


def test_what_tells_more_about_the_other_customer_is_not_repeated(db: None) -> None:
    decision = a_decision("We will call you at 010-1234-5678, Emma.", phone="010-1234-5678")
    words = draft(decision, make.a_ticket(customer=make.a_customer("Oliver Stone")))
    assert "010-1234-5678" not in words
    assert "Oliver Stone" in words


def test_someone_of_another_language_gets_neutral_words_in_theirs(db: None) -> None:
    words = draft(a_decision("No, Emma."), make.a_ticket(customer=make.a_customer("박준호", language="ko")))
    assert "Emma" not in words
    assert "박준호" in words


def test_nobody_in_particular_is_addressed_without_a_name(db: None, pia: User) -> None:
    assert "Emma" not in draft(a_decision("No, Emma."), make.a_ticket(anonymous=True))

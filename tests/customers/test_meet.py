"""Meet: someone complains for the first time, or again."""

import pytest

from accounts.models import User
from common.refusals import Invalid
from customers.actions import company_named, correct, meet
from customers.models import Company, Customer
from tests import make
from tests.following import kinds


def test_someone_new_is_met(ana: User) -> None:
    emma = meet(by=ana, name=" Emma ", email="emma@example.com", phone=" 010 ", company="Acme", language="en")
    assert (emma.name, emma.email, emma.phone, str(emma.company), emma.language) == (
        "Emma",
        "emma@example.com",
        "010",
        "Acme",
        "en",
    )
    assert (emma.relationship, kinds(emma)) == ("new", ["CustomerMet"])


@pytest.mark.parametrize("email", ["emma@example.com", "EMMA@Example.com", " emma@example.com "])
def test_a_known_address_is_the_known_customer_and_nothing_is_overwritten(ana: User, email: str) -> None:
    emma = meet(by=ana, name="Emma", email="emma@example.com")
    again = meet(by=ana, name="Somebody", email=email, phone="010", company="Acme", language="en")
    again.refresh_from_db()
    assert (again, again.name, again.phone, again.company) == (emma, "Emma", "", None)
    assert kinds(emma) == ["CustomerMet"]


def test_the_same_name_without_an_address_is_another_person(ana: User) -> None:
    assert meet(by=ana, name="Emma") != meet(by=ana, name="Emma")


def test_a_name_that_cannot_be_read_is_none(ana: User) -> None:
    for name in ("", " ", "\u200b", "a\x00b", "x" * 121):
        with pytest.raises(Invalid) as refusal:
            meet(by=ana, name=name)
        assert set(refusal.value.fields) == {"name"}
    assert not Customer.objects.exists()


def test_a_company_is_known_once_in_any_case(db: None) -> None:
    assert company_named("Acme") == company_named(" ACME ")
    assert Company.objects.count() == 1


@pytest.mark.parametrize("name", ["", "  ", "\u200b"])
def test_no_name_is_no_company(db: None, name: str) -> None:
    assert company_named(name) is None


@pytest.mark.parametrize("name", ["x" * 161, "a\x00b", "\ud800"])
def test_an_odd_company_is_refused(db: None, name: str) -> None:
    with pytest.raises(Invalid) as refusal:
        company_named(name)
    assert set(refusal.value.fields) == {"company"}


def test_a_refusal_leaves_nobody(ana: User) -> None:
    with pytest.raises(Invalid):
        meet(by=ana, name="Emma", company="x" * 161)
    assert not Customer.objects.exists()


@pytest.mark.parametrize("words", ["emma", "WHIT", "acme", "example.com", "010-55"])
def test_a_customer_is_found_by_whatever_is_known(db: None, words: str) -> None:
    emma = make.a_customer("Emma Whitfield", company="Acme", email="emma@example.com", phone="010-5555")
    make.a_customer("Someone Else", email="else@elsewhere.org")
    assert list(Customer.objects.known_by(words)) == [emma]


@pytest.mark.parametrize(
    ("words", "found"), [("emma", 1), ("acme", 1), ("example.com", 0), ("010-55", 0), ("", 1), ("%", 0)]
)
def test_those_who_only_look_find_by_name_and_company(db: None, words: str, found: int) -> None:
    make.a_customer("Emma Whitfield", company="Acme", email="emma@example.com", phone="010-5555")
    assert Customer.objects.named_like(words).count() == found


@pytest.mark.parametrize("email", ["a@example.com\nBcc: x@y.example", "a@example.com\r\nX: y", "a b@example.com"])
def test_an_address_is_one_word(ana: User, email: str) -> None:
    with pytest.raises(Invalid):
        meet(by=ana, name="Emma", email=email)
    with pytest.raises(Invalid):
        correct(meet(by=ana, name="Emma"), by=ana, email=email)

"""A customer is looked up by name, mail, phone or company: a list for a combobox, never a long one."""

import re

import pytest
from django.test import Client

from accounts.models import User
from customers import queries
from customers.actions import company_named, correct
from tests import make

PLACE = "/tickets/new/customers/"


@pytest.fixture
def desk(ana: User, client: Client) -> Client:
    emma = make.a_customer("Emma Whitfield", phone="010-5555-1234", email="emma@shop.example")
    correct(emma, by=ana, company="Acme Parcels")
    make.a_customer("Daniel Reyes")
    client.force_login(ana)
    return client


def names(client: Client, asked: str, place: str = PLACE) -> list[str]:
    return re.findall(r'role="option"[^>]*data-label="([^"]+)"', client.get(f"{place}?{asked}").content.decode())


@pytest.mark.parametrize("words", ["whitf", "emma@shop", "5555-1234", "01055551234", "010 5555", "acme parc"])
def test_it_is_found_by_name_mail_phone_however_written_and_company(words: str, desk: Client) -> None:
    assert names(desk, f"q={words}") == ["Emma Whitfield"]


@pytest.mark.parametrize("words", ["", " ", "%00", "nobody", "0000"])
def test_nothing_is_listed_for_nothing(words: str, desk: Client) -> None:
    assert names(desk, f"q={words}") == []


def test_those_who_may_not_see_how_to_reach_them_do_not_find_them_by_it(desk: Client, vic: User) -> None:
    desk.force_login(vic)
    assert names(desk, "q=01055551234") == names(desk, "q=emma@shop") == []
    assert names(desk, "q=emma") == ["Emma Whitfield"]
    assert "emma@shop" not in desk.get(f"{PLACE}?q=emma").content.decode()


def test_eight_are_listed_and_it_is_said_that_there_are_more(desk: Client, django_assert_max_num_queries) -> None:
    for number in range(9):
        make.a_customer(f"Kim {number}")
    with django_assert_max_num_queries(6):
        said = desk.get(f"{PLACE}?q=kim").content.decode()
    assert said.count('role="option"') == 8
    assert re.search(r'role="status">The first 8 of more customers', said)
    assert 'role="status">1 customer found.' in re.sub(r">\s+", ">", desk.get(f"{PLACE}?q=emma").content.decode())


def test_whoever_was_chosen_is_ticked_and_whoever_is_gone_is_not_there(desk: Client) -> None:
    emma = make.a_customer("Emma Stone")
    assert f'value="{emma.pk}" checked' in desk.get(f"{PLACE}?chosen={emma.pk}").content.decode()
    assert desk.get(f"{PLACE}?chosen=999999").status_code == 404
    assert names(desk, f"q=stone&but={emma.pk}") == []


def test_both_forms_lead_their_field_to_the_list_that_a_script_makes_a_combobox_of(desk: Client) -> None:
    emma = make.a_customer()
    for page in ("/tickets/new/", f"/customers/{emma.pk}/joining/"):
        drawn = desk.get(page).content.decode()
        assert re.search(r'<input[^>]*data-look-up="customers-known"', drawn)
        assert re.search(r'<ul[^>]*id="customers-known"[^>]*role="listbox"[^>]*aria-label="[^"]+"[^>]* hidden', drawn)
        assert re.search(r'<p[^>]*id="customers-known-said"[^>]*role="status"', drawn)


def test_companies_are_looked_up_too_those_that_begin_so_first_and_never_all_of_them(desk: Client) -> None:
    for name in ("Blue Parcels", "Parcels and Sons", *(f"Kim {n}" for n in range(9))):
        company_named(name)
    assert names(desk, "q=parcels", "/companies/") == ["Parcels and Sons", "Acme Parcels", "Blue Parcels"]
    said = desk.get("/companies/?q=kim").content.decode()
    assert (said.count('role="option"'), "The first 8 of more companies" in said) == (8, True)
    assert names(desk, "q=%00", "/companies/") == []
    for page in ("/tickets/new/", f"/customers/{make.a_customer().pk}/", "/desk/filters/"):
        assert re.search(
            r'<input[^>]*name="company"[^>]*data-look-up="companies-known"', desk.get(page).content.decode()
        )


def test_nobody_is_left_out_however_many_companies_hold_the_words(
    desk: Client, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "COMPANIES", 2)
    people = [make.a_customer(f"Person {n}", company=f"Kim Works {n}") for n in range(4)]
    reference = make.a_ticket(customer=people[3]).reference
    assert names(desk, "q=kim+w") == [one.name for one in people]
    assert all(one.name in desk.get("/customers/?q=kim+w").content.decode() for one in people)
    assert reference in desk.get("/desk/?company=Kim").content.decode()

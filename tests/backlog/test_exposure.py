"""Who has what was shipped, and since when: by share, by company, by name."""

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from backlog.actions.exposing import hold_rollout, open_to_companies, open_to_customers, open_to_share
from backlog.actions.moving import move, ship
from backlog.actions.releasing import start_of
from backlog.actions.shipping import ship_together
from backlog.exposure import has_it_since, have_it_since, place_of
from backlog.models import Item, Release
from common.clock import moved_to, now, today
from common.refusals import Conflict, Forbidden, Invalid
from customers.models import Customer
from tests import make
from tests.backlog.releases import DOORS, an_item_in_work
from tests.doors import APIClient
from tests.following import kinds


def a_pilot(pia: User, *names: str) -> tuple[Release, Item]:
    """A release shipped to these customers only."""
    item = an_item_in_work()
    release = make.a_release(item)
    open_to_customers(release, by=pia, names=names)
    ship_together(release, by=pia, version=f"pilot {release.pk}")
    item.refresh_from_db()
    return release, item


def placed(release: Release, low: int, high: int) -> Customer:
    """A customer whose place among a hundred lies there."""
    while True:
        customer = make.a_customer()
        if low <= place_of(release.pk, customer.pk) < high:
            return customer


# ---- the rule ------------------------------------------------------------------------------------------------------------


def test_what_is_not_shipped_nobody_has(db: None) -> None:
    assert has_it_since(an_item_in_work(), make.a_customer()) is None


def test_what_was_shipped_on_its_own_everyone_has(pia: User) -> None:
    item = ship(an_item_in_work(), by=pia)
    assert has_it_since(item, make.a_customer()) == has_it_since(item, None) == item.shipped_at


def test_what_was_shipped_with_a_release_without_another_word_everyone_has(db: None) -> None:
    release = make.a_shipped_release()
    item = Item.objects.get()
    assert has_it_since(item, make.a_customer()) == has_it_since(item, None) == release.shipped_at


def test_only_who_was_named_has_it(pia: User) -> None:
    emma, other = make.a_customer(), make.a_customer()
    release, item = a_pilot(pia, emma.email)
    assert has_it_since(item, emma) == release.shipped_at, "named before, they have it from the shipping on"
    assert has_it_since(item, other) is has_it_since(item, None) is None


def test_who_works_for_a_named_company_has_it(pia: User) -> None:
    emma = make.a_customer(company="Reed Foods")
    release, item = a_pilot(pia, make.a_customer().email)
    moment = now()
    with moved_to(moment):
        open_to_companies(release, by=pia, names=["reed foods"])
    assert has_it_since(item, emma) == moment


def test_a_larger_share_keeps_those_who_have_it(pia: User) -> None:
    release, item = a_pilot(pia, make.a_customer().email)
    early, late = placed(release, 0, 30), placed(release, 30, 60)
    first, second = now(), now() + timedelta(hours=1)
    with moved_to(first):
        open_to_share(release, by=pia, percent=30)
    with moved_to(second):
        open_to_share(release, by=pia, percent=60)
        assert (has_it_since(item, early), has_it_since(item, late)) == (first, second)


@given(pk=st.integers(1, 10**9), low=st.integers(1, 99), more=st.integers(1, 100))
def test_every_share_holds_the_smaller_ones(pk: int, low: int, more: int) -> None:
    assert 0 <= place_of(7, pk) < 100
    assert place_of(7, pk) == place_of(7, pk)
    if place_of(7, pk) < low:
        assert place_of(7, pk) < low + more


def test_shares_are_about_as_large_as_they_say() -> None:
    among = sum(place_of(3, customer) < 20 for customer in range(10_000))
    assert 1_850 < among < 2_150
    assert [place_of(1, n) for n in range(20)] != [place_of(2, n) for n in range(20)]


def test_a_step_to_come_is_not_there_yet(pia: User) -> None:
    release, item = a_pilot(pia, make.a_customer().email)
    emma, day = make.a_customer(), today() + timedelta(days=5)
    open_to_share(release, by=pia, percent=100, on=day)
    assert has_it_since(item, emma) is has_it_since(item, None) is None
    with moved_to(start_of(day) + timedelta(minutes=1)):
        assert has_it_since(item, emma) == has_it_since(item, None) == start_of(day)


def test_what_came_back_and_was_shipped_on_its_own_everyone_has_since_then(pia: User) -> None:
    _release, item = a_pilot(pia, make.a_customer().email)
    for stage in ("in_progress", "shipped"):
        move(item, by=pia, stage=stage)
    assert has_it_since(item, make.a_customer()) == item.shipped_at


@pytest.mark.parametrize("many", [1, 40])
def test_many_are_answered_at_the_cost_of_one(pia: User, many: int) -> None:
    people = [make.a_customer(company=f"Company {n}") for n in range(many)]
    _release, item = a_pilot(pia, people[0].email)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = have_it_since(item, people)
    assert (found.keys(), len(asked)) == ({people[0].pk}, 3)


def test_a_program_may_ask(pia: User) -> None:
    emma = make.a_customer()
    release, item = a_pilot(pia, emma.email)
    caller = APIClient()
    caller.force_authenticate(pia)
    answer = caller.get(f"/api/v1/items/{item.reference}/exposure/", {"customer": emma.pk}).json()
    assert datetime.fromisoformat(answer["has_it_since"]) == release.shipped_at
    other = caller.get(f"/api/v1/items/{item.reference}/exposure/", {"customer": make.a_customer().pk}).json()
    assert other["has_it_since"] is None
    for odd in ("", "x", "-1", "9" * 30, "²"):
        assert caller.get(f"/api/v1/items/{item.reference}/exposure/", {"customer": odd}).status_code == 404


# ---- its verbs -----------------------------------------------------------------------------------------------------------


def test_every_opening_is_history(pia: User) -> None:
    release, _item = a_pilot(pia, make.a_customer().email)
    open_to_share(release, by=pia, percent=20)
    make.a_customer(company="Reed Foods")
    open_to_companies(release, by=pia, names=["Reed Foods"])
    assert kinds(release)[-2:] == ["ReleaseOpened", "ReleaseOpened"]


@pytest.mark.parametrize("percent", [0, -1, 101])
def test_a_share_is_one_to_a_hundred(pia: User, percent: int) -> None:
    with pytest.raises(Invalid) as refusal:
        open_to_share(make.a_release(), by=pia, percent=percent)
    assert "percent" in refusal.value.fields


def test_a_share_only_grows(pia: User) -> None:
    release, _item = a_pilot(pia, make.a_customer().email)
    open_to_share(release, by=pia, percent=30)
    open_to_share(release, by=pia, percent=60, on=today() + timedelta(days=5))
    for percent, day in ((30, None), (20, None), (60, None), (50, today() + timedelta(days=9))):
        with pytest.raises(Invalid):
            open_to_share(release, by=pia, percent=percent, on=day)


def test_a_day_that_is_past_opens_nothing(pia: User) -> None:
    with pytest.raises(Invalid) as refusal:
        open_to_share(make.a_release(), by=pia, percent=20, on=today() - timedelta(days=1))
    assert "on" in refusal.value.fields


def test_steps_to_come_may_be_held(pia: User) -> None:
    release, _item = a_pilot(pia, make.a_customer().email)
    open_to_share(release, by=pia, percent=30)
    open_to_share(release, by=pia, percent=60, on=today() + timedelta(days=5))
    hold_rollout(release, by=pia)
    assert list(release.shares.values_list("percent", flat=True)) == [30]
    with pytest.raises(Conflict):
        hold_rollout(release, by=pia)


def test_unknown_names_are_reported_and_the_rest_is_done(pia: User) -> None:
    emma, otto = make.a_customer(), make.a_customer(email="otto@example.com")
    release, item = a_pilot(pia, emma.email)
    opened = open_to_customers(
        release, by=pia, names=["OTTO@example.com", str(emma.pk), "Nobody@example.com", " ", "otto@example.com"]
    )
    assert (opened.new, opened.known, opened.unknown) == (1, 1, ["Nobody@example.com"])
    assert has_it_since(item, otto)


@pytest.mark.parametrize(
    ("named", "said"),
    [
        (["otto@example.com", "emma@example.com"], ["1 has it now.", "1 had it already."]),
        (["emma@example.com"], ["1 had it already."]),
        (["otto@example.com"], ["1 has it now."]),
    ],
)
def test_a_list_says_who_got_it_and_who_had_it(pia: User, client: Client, named: list[str], said: list[str]) -> None:
    make.a_customer(email="otto@example.com")
    release, _item = a_pilot(pia, make.a_customer(email="emma@example.com").email)
    client.force_login(pia)
    asked = {"how": "customers", "names": "\n".join(named)}
    page = client.post(f"/releases/{release.pk}/exposure/", asked, follow=True).content.decode()
    assert [one for one in ("1 has it now.", "0 have it now.", "1 had it already.") if one in page] == said


@pytest.mark.parametrize("names", [[], ["  "], ["nobody@example.com"], ["a\x00b"], ["9" * 40]])
def test_a_list_without_anyone_we_know_is_refused(pia: User, names: list[str]) -> None:
    with pytest.raises(Invalid):
        open_to_customers(make.a_release(), by=pia, names=names)


def test_what_everyone_has_is_opened_to_nobody_else(pia: User) -> None:
    release, emma = make.a_shipped_release(), make.a_customer()
    with pytest.raises(Conflict):
        open_to_customers(release, by=pia, names=[emma.email])


@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_only_keepers_open(db: None, role: str) -> None:
    with pytest.raises(Forbidden):
        open_to_share(make.a_release(), by=make.a_colleague("X", role), percent=20)


@pytest.mark.parametrize("door", DOORS)
def test_every_door_opens_and_holds(door, pia: User) -> None:
    emma = make.a_customer(company="Reed Foods")
    release, _item = a_pilot(pia, make.a_customer().email)
    soon = f"{today() + timedelta(days=3)}"
    assert door(pia, release, "exposure", {"how": "share", "percent": 20}) == 201
    assert door(pia, release, "exposure", {"how": "share", "percent": 10}) == 422
    assert door(pia, release, "exposure", {"how": "customers", "names": [emma.email, "x@example.com"]}) == 201
    assert door(pia, release, "exposure", {"how": "customers", "names": ["x@example.com"]}) == 422
    assert door(pia, release, "exposure", {"how": "companies", "names": ["Reed Foods"]}) == 201
    assert door(pia, release, "exposure", {"how": "everyone", "on": soon}) == 201
    assert door(pia, release, "exposure/pause", {}) == 201
    assert door(pia, release, "exposure/pause", {}) == 409
    assert door(pia, release, "exposure", {"how": "everyone"}) == 201
    assert door(pia, release, "exposure", {"how": "customers", "names": [emma.email]}) == 409
    assert door(make.a_colleague("V", "viewer"), release, "exposure", {"how": "everyone"}) == 403


@pytest.mark.parametrize(
    "content",
    [
        b"email\n{emma}\nnobody@example.com\n",
        "이름,주소\n김민지,{emma}\n없음,nobody@example.com\n".encode("cp949"),
        b"\xef\xbb\xbfname;mail\r\nEmma;{emma}\r\nN;nobody@example.com\r\n",
        b"No,Name,Mail\n1,Emma,{emma}\n2,Nobody,nobody@example.com\n",
        b'"Whitfield, Emma"\t{emma}\n\n"x"\tnobody@example.com',
    ],
)
def test_a_csv_as_spreadsheets_write_it(pia: User, client: Client, content: bytes) -> None:
    emma = make.a_customer()
    release, item = a_pilot(pia, make.a_customer().email)
    client.force_login(pia)
    file = SimpleUploadedFile("list.csv", content.replace(b"{emma}", emma.email.encode()))
    answer = client.post(f"/releases/{release.pk}/exposure/", {"how": "customers", "file": file}, follow=True)
    assert has_it_since(item, emma)
    assert "We do not know 1: nobody@example.com" in answer.content.decode()


def test_a_counted_line_is_not_the_customer_of_that_number(pia: User, client: Client) -> None:
    with connection.cursor() as numbers:  # as in a young firm: the list is as long as the number of who is counted
        numbers.execute("SELECT setval(pg_get_serial_sequence('customers_customer', 'id'), 1, false)")
    counted, emma = make.a_customer(), make.a_customer()
    release, item = a_pilot(pia, make.a_customer().email)
    client.force_login(pia)
    lines = [f"{n},Name {n}," for n in range(1, counted.pk)] + [f"{counted.pk},Who,", f"{emma.pk},Emma,{emma.email}"]
    file = SimpleUploadedFile("list.csv", "\n".join(lines).encode())
    client.post(f"/releases/{release.pk}/exposure/", {"how": "customers", "file": file})
    assert [*have_it_since(item, [counted, emma])] == [emma.pk]


@pytest.mark.parametrize(
    "content",
    ["번호,회사\n1,Reed Foods\n2,Shaw Labs\n", "Reed Foods,Seoul\nShaw Labs,12\n", "\ufeff회사\nReed Foods\nShaw Labs"],
)
def test_a_csv_of_companies_may_be_counted_and_have_a_heading(pia: User, client: Client, content: str) -> None:
    emma, otto = make.a_customer(company="Reed Foods"), make.a_customer(company="Shaw Labs")
    release, item = a_pilot(pia, make.a_customer().email)
    client.force_login(pia)
    file = SimpleUploadedFile("list.csv", content.encode())
    answer = client.post(f"/releases/{release.pk}/exposure/", {"how": "companies", "file": file}, follow=True)
    assert len(have_it_since(item, [emma, otto])) == 2
    assert "We do not know" not in answer.content.decode()


def test_a_csv_of_companies_has_no_heading(pia: User, client: Client) -> None:
    emma, otto = make.a_customer(company="Reed Foods"), make.a_customer(company="Shaw Labs")
    release, item = a_pilot(pia, make.a_customer().email)
    client.force_login(pia)
    file = SimpleUploadedFile("list.csv", b"Reed Foods\nShaw Labs\n")
    client.post(f"/releases/{release.pk}/exposure/", {"how": "companies", "file": file})
    assert len(have_it_since(item, [emma, otto])) == 2


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\x80\x81", b"", b"\n\n", b"a,b\n" * 3])
def test_a_file_that_is_no_list_is_refused_beside_its_field(pia: User, client: Client, content: bytes) -> None:
    release, _item = a_pilot(pia, make.a_customer().email)
    client.force_login(pia)
    file = SimpleUploadedFile("list.csv", content)
    answer = client.post(f"/releases/{release.pk}/exposure/", {"how": "customers", "file": file})
    assert answer.status_code == 422

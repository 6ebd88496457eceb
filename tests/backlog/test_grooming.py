"""A grooming session: one proposed item after the other, its evidence beside, one deed each."""

import pytest
from django.test import Client

from accounts.models import User
from backlog.actions.weighing import weigh_all
from backlog.models import Item
from common.clock import now
from customers.actions import correct
from customers.models import Customer
from tests import make
from tests.backlog.shipped import spoke
from tests.backlog.test_move import an_item_of
from tests.following import let_react


@pytest.fixture
def pias(pia: User, client: Client) -> Client:
    """Pia's browser."""
    client.force_login(pia)
    return client


@pytest.fixture
def three(pia: User) -> list[Item]:
    """Three proposed items, in the order by hand; the last one is the heaviest."""
    items = [make.an_item(title=f"Item {n}") for n in range(3)]
    make.an_accepted_ticket(items[2])
    weigh_all(before=now())
    return items


def post(client: Client, item: Item, by: str = "", **said: str):
    return client.post(f"/backlog/grooming/{item.reference}/{by}", said)


def test_it_begins_with_the_first_by_hand_or_the_heaviest(pias: Client, three: list[Item]) -> None:
    assert pias.get("/backlog/grooming/").context["item"] == three[0]
    assert pias.get("/backlog/grooming/?by=weight").context["item"] == three[2]


def test_taking_it_makes_it_ready_and_goes_on(pias: Client, three: list[Item]) -> None:
    answer = post(pias, three[0], verb="take")
    assert answer.url == f"/backlog/grooming/{three[1].reference}/"
    three[0].refresh_from_db()
    assert three[0].stage == "ready"


def test_asking_back_and_dropping_go_on_too(pias: Client, three: list[Item]) -> None:
    answer = post(pias, three[2], by="?by=weight", verb="question", body="Really?")
    assert answer.url.startswith("/backlog/grooming/PB-")
    assert answer.url.endswith("?by=weight")
    answer = post(pias, three[1], verb="drop", reason="not_ours", message="Sorry.")
    assert answer.status_code == 302
    assert [item.stage for item in Item.objects.order_by("pk")] == ["proposed", "dropped", "proposed"]


def test_skipping_changes_nothing_and_the_end_says_so(pias: Client, three: list[Item]) -> None:
    place = "/backlog/grooming/"
    for item in three:
        told = pias.get(place).context
        assert told["item"] == item
        place = told["next_url"]
    page = pias.get(place).content.decode()
    assert "You have looked at all of them" in page
    assert "3 items are still proposed." in page


def test_it_says_how_far_one_is(pias: Client, three: list[Item]) -> None:
    told = pias.get(f"/backlog/grooming/{three[1].reference}/").context
    assert (told["place"], told["total"], told["previous"]) == (2, 3, three[0])
    assert "2 of 3" in pias.get(f"/backlog/grooming/{three[1].reference}/").content.decode()


def test_the_evidence_stands_beside(pia: User, pias: Client) -> None:
    item, other = make.an_item(), make.an_item(title="The other one", problem="Something else entirely")
    make.an_accepted_ticket(item, verbatim="Nobody tells people when the parcel is late.")
    make.an_accepted_ticket(other, verbatim="Tell people: nobody tells them anything about parcels.")
    let_react()
    page = pias.get(f"/backlog/grooming/{item.reference}/")
    assert [found.item for found in page.context["alike"]] == [other]
    for words in ("Nobody tells people when", "customers * importance", "The other one", "of 1 customer"):
        assert words in page.content.decode()


def test_what_needs_a_promise_is_refused_where_one_is(pias: Client) -> None:
    item = make.an_item(promise="")
    answer = post(pias, item, verb="take")
    assert answer.status_code == 422
    assert "What goes to work needs a promise." in answer.content.decode()


def test_what_was_typed_stays(pias: Client, three: list[Item]) -> None:
    answer = post(pias, three[1], verb="drop", message="We are sorry about that.")
    assert answer.status_code == 422
    assert "We are sorry about that." in answer.content.decode()


def test_what_moved_meanwhile_is_too_late(pias: Client) -> None:
    item = an_item_of("shipped")
    assert post(pias, item, verb="take").status_code == 409
    assert post(pias, item, verb="question", body="Really?").status_code == 409
    page = pias.get(f"/backlog/grooming/{item.reference}/").content.decode()
    assert "is “Shipped” now" in page
    assert 'value="take"' not in page


@pytest.mark.parametrize("verb", ["", "verify", "\x00"])
def test_an_unknown_deed_is_refused(pias: Client, three: list[Item], verb: str) -> None:
    assert post(pias, three[0], verb=verb).status_code == 422


@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_others_only_look(client: Client, three: list[Item], role: str) -> None:
    client.force_login(make.someone(role))
    assert 'value="take"' not in client.get("/backlog/grooming/").content.decode()
    for said in ({"verb": "take"}, {"verb": "question", "body": "?"}):
        assert post(client, three[2], **said).status_code == 403


def test_where_nothing_waits_it_says_so(pias: Client) -> None:
    an_item_of("ready")
    assert "Nothing waits for grooming" in pias.get("/backlog/grooming/").content.decode()


@pytest.mark.parametrize("many", [2, 20])
def test_the_page_costs_the_same(pias: Client, django_assert_max_num_queries, many: int) -> None:
    items = [make.an_item(product_area=make.an_area(parent=make.an_area())) for _ in range(3)]
    for item in items:
        make.an_accepted_ticket(item)
    spoke(items[1], at=[now()] * many)
    for n, customer in enumerate(Customer.objects.all()):
        correct(customer, by=make.someone(), company=f"Company {n}")
    let_react()
    with django_assert_max_num_queries(12):
        assert pias.get(f"/backlog/grooming/{items[1].reference}/").status_code == 200


def test_every_deed_has_its_key(pias: Client, three: list[Item]) -> None:
    page = pias.get(f"/backlog/grooming/{three[2].reference}/").content.decode()
    for key in "tsqdjku":
        assert f'data-key="{key}"' in page

"""An item's page: its problem, its promise, the customers' words, its history."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Role, User
from backlog.actions.shaping import edit
from common.clock import now
from tests import make
from tests.backlog.shipped import spoke
from tests.backlog.test_move import an_item_of
from tests.doors import APIClient

STAGES = ["proposed", "ready", "in_progress", "shipped", "verified", "dropped"]


@pytest.fixture
def pias(pia: User, client: Client) -> Client:
    """Pia's browser."""
    client.force_login(pia)
    return client


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_is_shown_to_everyone_who_works_here(client: Client, db: None, stage: str) -> None:
    item = an_item_of(stage)
    for role in Role.values:
        client.force_login(make.a_colleague("Someone", role))
        answer = client.get(f"/backlog/{item.reference}/")
        assert answer.status_code == 200, role
        assert "From now on we tell you." in answer.content.decode(), role


def test_the_customers_words_are_its_voices(pias: Client) -> None:
    item = make.an_item()
    ticket = make.an_accepted_ticket(item, verbatim="These very words.")
    page = pias.get(f"/backlog/{item.reference}/").content.decode()
    assert "These very words." in page
    assert f"/tickets/{ticket.reference}/" in page


def test_its_history_is_told_in_sentences(pia: User, pias: Client) -> None:
    item = edit(an_item_of("shipped"), by=pia, title="Other")
    make.an_accepted_ticket(item)
    page = pias.get(f"/backlog/{item.reference}/").content.decode()
    for words in ("proposed it", "shipped it", "speak for it", "changed: Title"):
        assert words in page


@pytest.mark.parametrize("stage", STAGES)
def test_only_what_may_follow_is_offered(pias: Client, stage: str) -> None:
    told = pias.get(f"/backlog/{an_item_of(stage).reference}/").context
    assert told["may_ship"] == (stage in {"ready", "in_progress"})
    assert "shipped" not in dict(told["targets"])


def test_voices_come_page_by_page(pias: Client) -> None:
    item = make.an_item()
    spoke(item, at=[now()] * 32)
    first = pias.get(f"/backlog/{item.reference}/").context["page"]
    second = pias.get(f"/backlog/{item.reference}/", {"cursor": first.next}).context["page"]
    assert (len(first.rows), len(second.rows), second.next) == (30, 2, "")


def test_the_cost_does_not_grow_with_the_voices(pia: User, pias: Client) -> None:
    item = make.an_item(product_area=make.an_area(parent=make.an_area(budget=10**6)))
    make.an_accepted_ticket(item)
    pias.get(f"/backlog/{item.reference}/")
    with CaptureQueriesContext(connection) as few:
        pias.get(f"/backlog/{item.reference}/")
    for n in range(10):
        make.an_accepted_ticket(item, customer=make.a_customer(company=f"Company {n}"))
        edit(item, by=make.a_colleague(f"P{n}", "product"), title=f"Title {n}")
    with CaptureQueriesContext(connection) as many:
        pias.get(f"/backlog/{item.reference}/")
    assert len(many) == len(few)
    assert len(many) <= 12, "\n".join(query["sql"][:150] for query in many)


def test_the_api_draws_an_item_with_its_tag_and_its_voices(pia: User) -> None:
    client = APIClient()
    client.force_authenticate(pia)
    item = make.an_item()
    tickets = [make.an_accepted_ticket(item).reference for _ in range(3)]
    answer = client.get(f"/api/v1/items/{item.reference}/")
    assert (answer.json()["title"], answer.headers["ETag"][0]) == (item.title, '"')
    first = client.get(f"/api/v1/items/{item.reference}/voices/", {"limit": 2}).json()
    rest = client.get(f"/api/v1/items/{item.reference}/voices/", {"cursor": first["next"]}).json()
    assert [row["ticket"] for row in first["results"] + rest["results"]] == tickets[::-1]
    assert first["results"][0]["verbatim"] == make.WORDS

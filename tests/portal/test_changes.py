"""You said, we did: what changed for everyone, and who asked counted, never quoted. And the customer's own yes to news."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from backlog.actions.exposing import open_to_customers, open_to_share
from backlog.actions.keeping import retire
from backlog.actions.moving import ship
from backlog.actions.shaping import edit
from backlog.actions.shipping import ship_together
from common.clock import today
from customers.models import Customer
from tests import make
from tests.backlog.releases import an_item_in_work
from tests.doors import APIClient
from tickets.actions.following import issue_link
from tickets.models import Ticket


@pytest.fixture
def public(settings) -> None:
    """The firm lets everyone read it."""
    settings.CHANGES_ARE_PUBLIC = True


def follow(client: Client, ticket: Ticket) -> None:
    client.get(f"/follow/{issue_link(ticket)}/")


def test_what_was_shipped_is_shown_with_how_many_asked_and_nobodys_words(pia: User, client: Client, public) -> None:
    item = an_item_in_work(promise="From now on we ring twice.")
    emma = make.a_customer("Emma Whitfield")
    for who in (emma, emma, make.a_customer("Otto Reed")):
        make.an_accepted_ticket(item, customer=who, verbatim="These very words.")
    ship(item, by=pia)
    page = client.get("/changes/").content.decode()
    assert "From now on we ring twice." in page
    assert "2 customers asked for it" in page
    for words in ("These very words.", "Whitfield", "Nobody tells them", item.title):
        assert words not in page


def test_strangers_read_it_only_where_the_firm_says_so(pia: User, client: Client, settings) -> None:
    settings.CHANGES_ARE_PUBLIC = False
    assert client.get("/changes/").status_code == 404
    client.force_login(pia)
    assert client.get("/changes/").status_code == 200


def test_what_not_everyone_has_is_not_shown_yet(pia: User, client: Client, public) -> None:
    item, emma = an_item_in_work(), make.a_customer()
    release = make.a_release(item)
    open_to_customers(release, by=pia, names=[emma.email])
    ship_together(release, by=pia, version="7.3")
    open_to_share(release, by=pia, percent=50)
    assert item.promise not in client.get("/changes/").content.decode()
    open_to_share(release, by=pia, percent=99, on=today() + timedelta(days=2))
    open_to_share(release, by=pia, percent=100, on=today() + timedelta(days=3))
    assert item.promise not in client.get("/changes/").content.decode()
    release.shares.filter(percent=100).update(since=release.shipped_at)
    page = client.get("/changes/").content.decode()
    assert item.promise in page
    assert (release.name in page, "· 7.3" in page) == (False, True), "a release's name is ours"


def test_a_promise_says_in_which_language_it_is_where_the_page_speaks_another(
    pia: User, client: Client, public
) -> None:
    korean, both = "앞으로 두 번 울려요.", an_item_in_work(promise="From now on we ring twice.")
    edit(both, by=pia, promise_other="앞으로는 벨을 울려요.")
    for item in (both, an_item_in_work(promise=korean)):
        ship(item, by=pia)
    page = client.get("/changes/", headers={"Accept-Language": "en"}).content.decode()
    assert f'lang="ko">{korean}' in page
    assert 'lang="en">From now on we ring twice.' in page
    assert "앞으로는 벨을 울려요." not in page
    assert (
        'lang="ko">앞으로는 벨을 울려요.' in client.get("/changes/", headers={"Accept-Language": "ko"}).content.decode()
    )


def test_what_is_retired_or_not_shipped_is_not_shown(pia: User, client: Client, public) -> None:
    an_item_in_work(promise="Not yet there.")
    old = ship(an_item_in_work(promise="Long gone."), by=pia)
    retire(old, by=pia, reason="Nobody needs it.")
    page = client.get("/changes/").content.decode()
    assert "Not yet there." not in page
    assert "Long gone." not in page


@pytest.mark.parametrize("many", [1, 8])
def test_it_costs_the_same(pia: User, client: Client, public, django_assert_max_num_queries, many: int) -> None:
    for _ in range(many):
        make.a_shipped_release()
    with django_assert_max_num_queries(5):
        assert len(client.get("/changes/").context["page"].rows) == many


def test_a_program_reads_it(pia: User) -> None:
    item = an_item_in_work()
    make.an_accepted_ticket(item)
    ship(item, by=pia)
    caller = APIClient()
    caller.force_authenticate(pia)
    row = caller.get("/api/v1/changes/").json()["results"][0]
    assert (row["promise"], row["customers"], row["release"]) == (item.promise, 1, None)


def test_a_customers_page_says_that_it_is_there_only_when_they_have_it(pia: User, client: Client) -> None:
    item, emma = an_item_in_work(), make.a_customer()
    mine, theirs = make.an_accepted_ticket(item, customer=emma), make.an_accepted_ticket(item)
    release = make.a_release(item)
    open_to_customers(release, by=pia, names=[emma.email])
    ship_together(release, by=pia, version="1")
    for ticket, is_there in ((mine, True), (theirs, False)):
        follow(client, ticket)
        page = client.get(f"/my/{ticket.reference}/").content.decode()
        assert ("What we promised you is there" in page) == is_there
        assert ("It comes to you next" in page) != is_there
    open_to_share(release, by=pia, percent=100)
    assert "What we promised you is there" in client.get(f"/my/{theirs.reference}/").content.decode()


# ---- news ----------------------------------------------------------------------------------------------------------------


def test_a_customer_stops_and_resumes_the_news_on_their_page(client: Client, db: None) -> None:
    ticket = make.an_accepted_ticket()
    follow(client, ticket)
    for wanted in ("no", "yes"):
        answer = client.post(f"/my/{ticket.reference}/news/", {"wanted": wanted})
        assert answer.url == f"/my/{ticket.reference}/"
        assert (Customer.objects.get(pk=ticket.customer_id).no_news_since is None) == (wanted == "yes")


def test_nobody_stops_the_news_of_another(client: Client, db: None) -> None:
    mine, theirs = make.a_ticket(), make.a_ticket()
    follow(client, mine)
    assert client.post(f"/my/{theirs.reference}/news/", {"wanted": "no"}).status_code == 404
    assert Customer.objects.get(pk=theirs.customer_id).no_news_since is None

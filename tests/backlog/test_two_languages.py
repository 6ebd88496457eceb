"""A promise may be written in both languages; each customer reads it in theirs."""

import pytest
from django.test import Client
from django.utils.translation import override

from accounts.models import User
from backlog.actions import keeping
from backlog.actions.moving import move
from backlog.actions.shaping import edit
from backlog.models import Item
from common.refusals import Invalid
from tests import make
from tests.doors import APIClient
from tests.following import let_follow, mails_to
from tickets.models import Ticket

KOREAN, ENGLISH = "앞으로 늦으면 먼저 알려 드릴게요.", "From now on we tell you first when it is late."


@pytest.fixture
def promised(pia: User) -> tuple[Item, Ticket]:
    """An item whose promise is Korean and English, and a Korean customer who was promised it."""
    item = make.an_item(promise=ENGLISH)
    edit(item, by=pia, promise_other=KOREAN)
    return item, make.an_accepted_ticket(item, customer=make.a_customer("김민지", language="ko"))


def test_mails_speak_the_language_of_each_customer(promised: tuple[Item, Ticket], pia: User) -> None:
    item, minji = promised
    emma = make.an_accepted_ticket(item, customer=make.a_customer("Emma"))
    for stage in ("ready", "shipped"):
        move(item, by=pia, stage=stage)
    let_follow()
    for ticket, theirs, others in ((minji, KOREAN, ENGLISH), (emma, ENGLISH, KOREAN)):
        told = [mail.text for mail in mails_to(ticket)[-2:]]
        assert [(theirs in text, others in text) for text in told] == [(True, False)] * 2


def test_pages_speak_the_language_in_which_they_are_read(
    promised: tuple[Item, Ticket], pia: User, client: Client, settings
) -> None:
    item, _ticket = promised
    for stage in ("ready", "shipped"):
        move(item, by=pia, stage=stage)
    settings.CHANGES_ARE_PUBLIC = True
    client.cookies["django_language"] = "ko"
    assert KOREAN in client.get("/changes/").content.decode()
    client.cookies["django_language"] = "en"
    assert ENGLISH in client.get("/changes/").content.decode()
    client.force_login(pia)
    page = client.get(f"/backlog/{item.reference}/").content.decode()
    assert (KOREAN in page, ENGLISH in page) == (True, True)


def test_one_that_is_written_once_is_read_by_all(pia: User) -> None:
    item = make.an_item(promise=ENGLISH)
    with override("ko"):
        assert item.promise_read == ENGLISH


def test_another_promise_does_not_leave_an_outdated_one_behind(promised: tuple[Item, Ticket], pia: User) -> None:
    item, _ticket = promised
    edit(item, by=pia, promise="From now on we ring you.")
    assert item.promise_other == ""
    keeping.change(item, by=pia, reason="Both.", promise_other=KOREAN)
    assert item.promise_other == KOREAN
    keeping.change(item, by=pia, reason="Another.", promise="From now on we write.")
    assert item.promise_other == ""


def test_both_doors_take_it_and_refuse_the_same_language_twice(pia: User, client: Client) -> None:
    client.force_login(pia)
    api = APIClient()
    api.force_authenticate(pia)
    said = {"title": "Late", "problem": "Late.", "promise": ENGLISH, "monthly_cost": "0"}
    assert client.post("/backlog/new/", said | {"promise_other": "The same."}).status_code == 422
    assert api.post("/api/v1/items/", said | {"promise_other": "The same."}, format="json").status_code == 422
    assert client.post("/backlog/new/", said | {"promise_other": KOREAN}).status_code == 302
    assert api.post("/api/v1/items/", said | {"promise_other": KOREAN}, format="json").json()["promise_other"] == KOREAN
    with pytest.raises(Invalid):
        edit(Item.objects.get(title="Late", pk=Item.objects.latest("pk").pk), by=pia, promise="", promise_other=KOREAN)

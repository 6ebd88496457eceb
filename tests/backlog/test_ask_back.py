"""Ask back: every ticket that speaks for an item goes back to be assessed, each with the question, in one act."""

import pytest

from accounts.models import User
from backlog.actions.grooming import ask_back
from backlog.actions.promotion import question
from backlog.models import Voice
from common.refusals import Conflict, Forbidden, Invalid
from journal.models import Entry
from tests import make
from tests.backlog.test_move import an_item_of
from tests.doors import DOORS
from tests.following import kinds
from tickets.models import Message

BODY = {"body": "Would a text message be enough?"}


def test_every_ticket_goes_back_with_the_question(pia: User) -> None:
    item = make.an_item()
    tickets = [make.an_accepted_ticket(item) for _ in range(3)]
    other = make.an_accepted_ticket()
    ask_back(item, by=pia, **BODY)
    for ticket in tickets:
        ticket.refresh_from_db()
        assert ticket.stage == "to_assess"
        assert Message.objects.filter(ticket=ticket, kind="question").get().body == BODY["body"]
    other.refresh_from_db()
    assert other.stage == "accepted"
    assert not Voice.objects.speaking().filter(item=item).exists()


def test_it_is_one_entry_of_the_item_beside_those_of_its_tickets(pia: User) -> None:
    item = make.an_item()
    tickets = [make.an_accepted_ticket(item) for _ in range(2)]
    ask_back(item, by=pia, **BODY)
    entry = Entry.objects.about(item).last()
    assert (entry.kind, entry.plain["count"], entry.plain["question"]) == ("ItemAskedBack", 2, BODY["body"])
    assert kinds(tickets[0])[-1] == "TicketQuestioned"


def test_the_item_stays_where_it_is(pia: User) -> None:
    item = an_item_of("ready")
    make.an_accepted_ticket(item)
    assert ask_back(item, by=pia, **BODY).stage == "ready"


@pytest.mark.parametrize("body", ["", "  ", "\x00", "x" * 2001])
def test_nothing_happens_without_a_question(pia: User, body: str) -> None:
    item = make.an_item()
    ticket = make.an_accepted_ticket(item)
    with pytest.raises(Invalid):
        ask_back(item, by=pia, body=body)
    assert [door(pia, item, "questions", {"body": body}) for door in DOORS] == [422, 422]
    ticket.refresh_from_db()
    assert ticket.stage == "accepted"


def test_all_go_back_or_none(pia: User, monkeypatch: pytest.MonkeyPatch) -> None:
    item = make.an_item()
    tickets = [make.an_accepted_ticket(item) for _ in range(2)]

    def only_the_first(ticket, **more):
        if ticket.pk != tickets[0].pk:
            raise Conflict("Moved.")
        return question(ticket, **more)

    monkeypatch.setattr("backlog.actions.promotion.question", only_the_first)
    with pytest.raises(Conflict):
        ask_back(item, by=pia, **BODY)
    tickets[0].refresh_from_db()
    assert tickets[0].stage == "accepted"


@pytest.mark.parametrize("stage", ["shipped", "verified", "dropped"])
def test_what_is_no_longer_groomed_asks_nothing_back(pia: User, stage: str) -> None:
    item = an_item_of(stage)
    with pytest.raises(Conflict):
        ask_back(item, by=pia, **BODY)
    assert [door(pia, item, "questions", BODY) for door in DOORS] == [409, 409]


def test_where_nobody_speaks_nobody_is_asked(pia: User) -> None:
    assert [door(pia, make.an_item(), "questions", BODY) for door in DOORS] == [409, 409]


@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_only_product_people_and_managers_ask_back(db: None, role: str) -> None:
    item = make.an_item()
    make.an_accepted_ticket(item)
    with pytest.raises(Forbidden):
        ask_back(item, by=make.someone(role), **BODY)
    assert [door(make.someone(role), item, "questions", BODY) for door in DOORS] == [403, 403]


@pytest.mark.parametrize("door", DOORS)
def test_both_doors_ask_back(pia: User, door) -> None:
    item = make.an_item()
    make.an_accepted_ticket(item)
    assert door(pia, item, "questions", BODY) == 201
    assert kinds(item)[-1] == "ItemAskedBack"

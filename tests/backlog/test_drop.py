"""Drop: the promise is taken back, and everyone to whom it was made is told why."""

from datetime import timedelta

import pytest

from accounts.models import User
from backlog.actions.moving import drop
from backlog.models import Voice
from backlog.workflow import ItemStage
from common.clock import today
from common.refusals import Conflict, Forbidden, Invalid
from journal.models import Entry
from tests import make
from tests.backlog.test_move import an_item_of
from tests.doors import DOORS
from tests.following import kinds, let_follow, mails_to

A_DROP = {"reason": "not_sustainable", "message": "We tried, and could not keep it up."}


def a_promised_item():
    return make.an_accepted_ticket().voices.get().item


@pytest.mark.parametrize("stage", ["proposed", "ready", "in_progress", "shipped", "verified"])
def test_dropping_says_why(pia: User, stage: str) -> None:
    item = drop(an_item_of(stage), by=pia, **A_DROP)
    item.refresh_from_db()
    assert (item.stage, item.drop_reason, item.drop_message) == ("dropped", *A_DROP.values())


def test_its_tickets_become_declined_with_its_reason_and_message(pia: User) -> None:
    item = make.an_item()
    tickets = [make.an_accepted_ticket(item) for _ in range(3)]
    drop(item, by=pia, **A_DROP)
    for ticket in tickets:
        ticket.refresh_from_db()
        assert (ticket.stage, ticket.decision.reason, ticket.decision.message, ticket.decision.by) == (
            "declined",
            *A_DROP.values(),
            pia,
        )
    assert not Voice.objects.speaking().exists()


def test_tickets_of_other_items_keep_their_promise(pia: User) -> None:
    other = make.an_accepted_ticket()
    drop(a_promised_item(), by=pia, **A_DROP)
    other.refresh_from_db()
    assert other.stage == "accepted"


def test_a_ticket_that_was_withdrawn_before_is_left_alone(pia: User) -> None:
    from backlog.actions.promotion import question

    ticket = make.an_accepted_ticket()
    item = ticket.voices.get().item
    question(ticket, by=pia, body="Really?")
    drop(item, by=pia, **A_DROP)
    ticket.refresh_from_db()
    assert ticket.stage == "to_assess"


def test_both_decisions_stay_in_the_history(pia: User) -> None:
    ticket = make.an_accepted_ticket()
    drop(ticket.voices.get().item, by=pia, **A_DROP)
    assert [decision.outcome for decision in ticket.decisions.order_by("pk")] == ["accepted", "declined"]
    assert kinds(ticket)[-2:] == ["TicketAccepted", "TicketUnpromised"]


def test_the_item_remembers_who_left(pia: User) -> None:
    item = drop(a_promised_item(), by=pia, **A_DROP)
    assert kinds(item)[-2:] == ["VoiceWithdrawn", "ItemDropped"]
    assert Entry.objects.about(item).last().plain["reason"] == "not_sustainable"


def test_every_customer_reads_why(pia: User) -> None:
    ticket = make.an_accepted_ticket()
    drop(ticket.voices.get().item, by=pia, **A_DROP)
    let_follow()
    assert A_DROP["message"] in mails_to(ticket)[-1].text


def test_not_yet_waits_for_something(pia: User) -> None:
    van = make.a_capability()
    ticket = make.an_accepted_ticket()
    item = ticket.voices.get().item
    with pytest.raises(Invalid):
        drop(item, by=pia, reason="not_yet", message="Soon.")
    drop(item, by=pia, reason="not_yet", message="Soon.", waiting_for=van)
    ticket.refresh_from_db()
    assert ticket.decision.waiting_for == van


def test_not_yet_waits_for_something_even_when_nobody_speaks_for_it(pia: User) -> None:
    with pytest.raises(Invalid):
        drop(make.an_item(), by=pia, reason="not_yet", message="Soon.")


def test_not_yet_may_wait_for_a_day(pia: User) -> None:
    ticket, day = make.an_accepted_ticket(), today() + timedelta(days=9)
    drop(ticket.voices.get().item, by=pia, reason="not_yet", message="Soon.", revisit_on=day)
    ticket.refresh_from_db()
    assert ticket.decision.revisit_on == day


@pytest.mark.parametrize("reason", ["", "because"])
def test_a_drop_has_a_known_reason(pia: User, reason: str) -> None:
    with pytest.raises(Invalid) as refusal:
        drop(make.an_item(), by=pia, reason=reason, message="Sorry.")
    assert set(refusal.value.fields) == {"reason"}


@pytest.mark.parametrize("message", ["", " ", "\u200b", "a\x00b"])
def test_a_drop_is_explained(pia: User, message: str) -> None:
    with pytest.raises(Invalid) as refusal:
        drop(make.an_item(), by=pia, reason="not_ours", message=message)
    assert set(refusal.value.fields) == {"message"}


@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_only_keepers_drop(db: None, role: str) -> None:
    with pytest.raises(Forbidden):
        drop(make.an_item(), by=make.a_colleague("X", role), **A_DROP)


def test_what_is_dropped_is_not_dropped_again(pia: User) -> None:
    item = drop(make.an_item(), by=pia, **A_DROP)
    with pytest.raises(Conflict):
        drop(item, by=pia, **A_DROP)


def test_a_refusal_takes_no_promise_back(pia: User) -> None:
    ticket = make.an_accepted_ticket()
    item = ticket.voices.get().item
    with pytest.raises(Invalid):
        drop(item, by=pia, reason="not_yet", message="Soon.")
    ticket.refresh_from_db()
    item.refresh_from_db()
    assert (ticket.stage, item.stage) == ("accepted", ItemStage.PROPOSED)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["product", "manager"])
def test_every_door_drops(door, role: str, db: None) -> None:
    item = a_promised_item()
    assert door(make.a_colleague("Someone", role), item, "drop", A_DROP) == 201
    item.refresh_from_db()
    assert item.stage == "dropped"


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_every_door_says_whose_it_is(door, role: str, db: None) -> None:
    assert door(make.a_colleague("X", role), make.an_item(), "drop", A_DROP) == 403


@pytest.mark.parametrize("door", DOORS)
def test_every_door_says_when_it_is_too_late(door, pia: User) -> None:
    assert door(pia, drop(make.an_item(), by=pia, **A_DROP), "drop", A_DROP) == 409


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": "because"},
        {"message": " "},
        {"message": "\x00"},
        {"reason": "not_yet"},
        {"reason": "not_yet", "revisit_on": "2020-01-01"},
        {"waiting_for": 987654321},
    ],
)
def test_every_door_says_what_does_not_fit(door, pia: User, wrong: dict[str, object]) -> None:
    assert door(pia, a_promised_item(), "drop", A_DROP | wrong) == 422

"""Ship: what was promised is there, and everyone who spoke for it is told."""

import pytest

from accounts.models import User
from backlog.actions.moving import move, ship
from common.clock import moved_to, now
from common.refusals import Conflict, Forbidden, Invalid
from tests import make
from tests.backlog.test_move import an_item_of
from tests.doors import DOORS
from tests.following import kinds, let_follow, mails_to


@pytest.mark.parametrize("stage", ["ready", "in_progress"])
def test_shipping_has_its_day(pia: User, stage: str) -> None:
    item, moment = an_item_of(stage), now()
    with moved_to(moment):
        ship(item, by=pia)
    item.refresh_from_db()
    assert (item.stage, item.shipped_at) == ("shipped", moment)


def test_shipping_is_told_once(pia: User) -> None:
    assert kinds(ship(an_item_of("ready"), by=pia))[-2:] == ["ItemMoved", "ItemShipped"]


def test_moving_it_to_shipped_is_shipping(pia: User) -> None:
    assert kinds(move(an_item_of("ready"), by=pia, stage="shipped"))[-1] == "ItemShipped"


def test_everyone_who_spoke_for_it_is_told(pia: User) -> None:
    item = an_item_of("ready")
    tickets = [make.an_accepted_ticket(item), make.an_accepted_ticket(item)]
    other = make.an_accepted_ticket()
    ship(item, by=pia)
    let_follow()
    for ticket in tickets:
        assert "is there" in mails_to(ticket)[-1].subject
        assert item.promise in mails_to(ticket)[-1].text
    assert "is there" not in mails_to(other)[-1].subject


def test_who_no_longer_speaks_for_it_is_not_told(pia: User) -> None:
    from backlog.actions.promotion import question

    item = an_item_of("ready")
    ticket = make.an_accepted_ticket(item)
    question(ticket, by=pia, body="Really?")
    ship(item, by=pia)
    let_follow()
    assert "is there" not in mails_to(ticket)[-1].subject


def test_what_came_back_and_is_shipped_again_is_not_told_twice(pia: User) -> None:
    item = an_item_of("ready")
    ticket = make.an_accepted_ticket(item)
    for step in ("shipped", "in_progress", "shipped"):
        move(item, by=pia, stage=step)
    let_follow()
    assert sum("is there" in mail.subject for mail in mails_to(ticket)) == 1


def test_the_tickets_stay_accepted(pia: User) -> None:
    item = an_item_of("ready")
    ticket = make.an_accepted_ticket(item)
    ship(item, by=pia)
    ticket.refresh_from_db()
    assert ticket.stage == "accepted"


@pytest.mark.parametrize("stage", ["proposed", "shipped", "verified", "dropped"])
def test_only_what_is_ready_or_in_work_ships(pia: User, stage: str) -> None:
    with pytest.raises(Conflict):
        ship(an_item_of(stage), by=pia)


def test_an_unkept_promise_is_no_promise(pia: User) -> None:
    item = make.an_item(promise="")
    with pytest.raises((Invalid, Conflict)):
        ship(item, by=pia)


@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
@pytest.mark.parametrize("stage", ["ready", "shipped"])
def test_only_keepers_ship(db: None, role: str, stage: str) -> None:
    with pytest.raises(Forbidden):
        ship(an_item_of(stage), by=make.a_colleague("X", role))


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["product", "manager"])
def test_every_door_ships(door, role: str, db: None) -> None:
    item = an_item_of("in_progress")
    assert door(make.a_colleague("Someone", role), item, "shipment", {}) == 201
    item.refresh_from_db()
    assert item.stage == "shipped"


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_every_door_says_whose_it_is(door, role: str, db: None) -> None:
    assert door(make.a_colleague("X", role), an_item_of("ready"), "shipment", {}) == 403


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("stage", ["proposed", "shipped", "dropped"])
def test_every_door_says_when_it_is_too_late(door, pia: User, stage: str) -> None:
    assert door(pia, an_item_of(stage), "shipment", {}) == 409

"""Retire: a promise that was kept ends, and what was accepted for it stays accepted."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from backlog.actions.keeping import retire
from backlog.actions.moving import drop, move
from backlog.actions.promotion import accept
from backlog.models import Item
from common.clock import moved_to, now
from common.refusals import Conflict, Forbidden, Invalid
from journal.models import Entry
from tests import make
from tests.backlog.test_move import an_item_of
from tickets.models import ProductArea


@pytest.mark.parametrize("stage", ["shipped", "verified"])
def test_it_no_longer_binds_us_and_its_stage_stays(pia: User, stage: str) -> None:
    item = retire(an_item_of(stage), by=pia, reason="Nobody needs it.")
    item.refresh_from_db()
    assert (item.stage, item.is_in_force) == (stage, False)
    assert item not in Item.objects.in_force()
    assert Entry.objects.about(item).last().plain["reason"] == "Nobody needs it."


def test_its_tickets_stay_accepted(pia: User) -> None:
    item = an_item_of("shipped")
    ticket = make.an_accepted_ticket(item)
    retire(item, by=pia, reason="Nobody needs it.")
    ticket.refresh_from_db()
    assert ticket.stage == "accepted"


def test_it_gives_its_budget_back(pia: User) -> None:
    area = make.an_area(budget=1000)
    item = an_item_of("shipped", product_area=area, monthly_cost=300)
    assert ProductArea.objects.budget_left(area) == 700
    retire(item, by=pia, reason="Nobody needs it.")
    assert ProductArea.objects.budget_left(area) == 1000
    assert Item.objects.costs_by_area() == []


@pytest.mark.parametrize("stage", ["proposed", "ready", "in_progress"])
def test_what_is_still_being_built_is_dropped_instead(pia: User, stage: str) -> None:
    with pytest.raises(Conflict, match="not shipped yet"):
        retire(an_item_of(stage), by=pia, reason="No.")


def test_it_takes_no_new_ticket_and_goes_nowhere(pia: User) -> None:
    item = retire(an_item_of("shipped"), by=pia, reason="Nobody needs it.")
    with pytest.raises(Conflict, match="retired"):
        accept(make.an_assessed_ticket(), by=pia, message="Yes.", item=item)
    with pytest.raises(Conflict, match="retired"):
        move(item, by=pia, stage="in_progress")
    with pytest.raises(Conflict, match="retired"):
        drop(item, by=pia, reason="not_ours", message="No.")


def test_a_retirement_says_why(pia: User) -> None:
    with pytest.raises(Invalid):
        retire(an_item_of("shipped"), by=pia, reason="\u200b")


def test_only_keepers_retire(ana: User) -> None:
    with pytest.raises(Forbidden):
        retire(an_item_of("shipped"), by=ana, reason="No.")


def test_nothing_is_retired_that_was_not_shipped(db: None) -> None:
    with pytest.raises(IntegrityError, match="what_is_retired_was_shipped"), transaction.atomic():
        Item.objects.filter(pk=make.an_item().pk).update(retired_at=now())


def test_when_it_was_retired_is_said_in_our_days(pia: User) -> None:
    item = an_item_of("shipped")
    with moved_to(datetime(2030, 3, 1, 16, tzinfo=UTC)):  # one o'clock at night in Seoul
        retire(item, by=pia, reason="Nobody needs it.")
    with pytest.raises(Conflict, match="was retired on 2 Mar 2030"):
        retire(item, by=pia, reason="Again.")

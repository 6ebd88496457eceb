"""Verify: a person says that it worked, and how they know."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from backlog.actions.keeping import retire
from backlog.actions.measuring import measure
from backlog.actions.verifying import verify, verify_by_evidence
from backlog.workflow import ItemStage, reachable
from common.refusals import Conflict, Forbidden, Invalid
from journal.actors import SYSTEM
from journal.models import Entry
from tests import make
from tests.backlog.shipped import a_shipped_item
from tests.backlog.test_move import an_item_of
from tests.doors import DOORS
from tests.following import kinds
from tests.tickets.test_races import at_once

WHY = {"reason": "We rang all twelve of them."}


def test_a_person_verifies_with_a_reason(pia: User) -> None:
    item = verify(an_item_of("shipped"), by=pia, **WHY)
    item.refresh_from_db()
    assert (item.stage, kinds(item)[-2:]) == ("verified", ["ItemMoved", "ItemVerified"])
    entry = Entry.objects.about(item).last()
    assert (entry.plain["reason"], entry.plain["verdict"], entry.actor) == (WHY["reason"], "", pia)


@pytest.mark.parametrize("reason", ["", "  \n", "\u200b", "x" * 2001, "a\x00b"])
def test_it_needs_a_reason(pia: User, reason: str) -> None:
    item = an_item_of("shipped")
    with pytest.raises(Invalid) as refusal:
        verify(item, by=pia, reason=reason)
    assert set(refusal.value.fields) == {"reason"}
    item.refresh_from_db()
    assert item.stage == "shipped"


@pytest.mark.parametrize("stage", ["proposed", "ready", "in_progress", "verified", "dropped"])
def test_only_what_is_shipped_is_verified(pia: User, stage: str) -> None:
    with pytest.raises(Conflict):
        verify(an_item_of(stage), by=pia, **WHY)


def test_a_retired_promise_is_not_verified(pia: User) -> None:
    with pytest.raises(Conflict):
        verify(retire(an_item_of("shipped"), by=pia, reason="Done."), by=pia, **WHY)


@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_only_keepers_verify(role: str, db: None) -> None:
    with pytest.raises(Forbidden):
        verify(an_item_of("shipped"), by=make.a_colleague("X", role), **WHY)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["product", "manager"])
def test_every_door_verifies(door: Any, role: str, db: None) -> None:
    item = an_item_of("shipped")
    assert door(make.a_colleague("Someone", role), item, "verification", WHY) == 201
    item.refresh_from_db()
    assert item.stage == "verified"


@pytest.mark.parametrize("door", DOORS)
def test_every_door_says_whose_it_is_what_is_missing_and_when_it_is_too_late(door: Any, pia: User, ana: User) -> None:
    assert door(ana, an_item_of("shipped"), "verification", WHY) == 403
    assert door(pia, an_item_of("shipped"), "verification", {"reason": " "}) == 422
    assert door(pia, an_item_of("shipped"), "verification", {"reason": "a\x00b"}) == 422
    assert door(pia, an_item_of("in_progress"), "verification", WHY) == 409


@pytest.mark.parametrize("door", DOORS)
def test_a_card_cannot_be_carried_there_without_a_reason(door: Any, pia: User) -> None:
    item = an_item_of("shipped")
    assert door(pia, item, "move", {"stage": "verified"}) == 422
    assert ItemStage.VERIFIED not in reachable("shipped", "product")


def test_what_was_typed_stays(pia: User, client: Client) -> None:
    client.force_login(pia)
    answer = client.post(f"/backlog/{an_item_of('shipped').reference}/verification/", {"reason": "y" * 2001})
    assert answer.status_code == 422
    assert "y" * 2001 in answer.content.decode()
    assert "too long" in answer.content.decode()


def test_numbers_that_do_not_suffice_verify_nothing(db: None) -> None:
    item = a_shipped_item(20, before=12)
    assert verify_by_evidence(item, by=SYSTEM) is False
    measure(item, by=SYSTEM)
    assert verify_by_evidence(item, by=SYSTEM) is False


@pytest.mark.django_db(transaction=True)
def test_a_person_and_the_clock_at_once_verify_it_once(pia: User) -> None:
    item = a_shipped_item(30, before=12)
    measure(item, by=SYSTEM)
    at_once(lambda: verify_by_evidence(item, by=SYSTEM), lambda: verify(item, by=make.someone("product"), **WHY))
    assert kinds(item).count("ItemVerified") == 1


def test_the_history_says_who_and_why(pia: User, client: Client) -> None:
    item = verify(an_item_of("shipped"), by=pia, **WHY)
    client.force_login(pia)
    assert "Pia verified it: We rang all twelve of them." in client.get(f"/backlog/{item.reference}/").content.decode()

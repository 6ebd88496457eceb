"""Resurface: what was declined is looked at again."""

from datetime import timedelta

import pytest

from accounts.models import User
from capabilities.actions import arrive
from common.clock import moved_to, now, today
from common.refusals import Conflict, Forbidden, Invalid
from journal.actors import SYSTEM
from journal.models import Entry
from tests import make
from tests.doors import DOORS
from tests.following import kinds, let_follow, mails_to
from tickets import tasks
from tickets.actions import resurfacing
from tickets.actions.deciding import decline, resurface
from tickets.models import Ticket
from tickets.tasks import resurface_what_is_due

DEMAND = {"why": "demand_grew"}


def test_it_waits_to_be_assessed_again(pia: User) -> None:
    ticket = resurface(make.a_declined_ticket(), by=pia, **DEMAND)
    ticket.refresh_from_db()
    assert (ticket.stage, ticket.decision) == ("to_assess", None)
    assert ticket.decisions.count() == 1


def test_resurfacing_is_one_entry_that_remembers_what_was_waited_for(pia: User) -> None:
    van = make.a_capability()
    ticket = resurface(make.a_declined_ticket(waiting_for=van), by=pia, **DEMAND)
    entry = Entry.objects.about(ticket).last()
    assert (entry.kind, entry.plain["why"], entry.plain["waited_for_id"]) == ("TicketResurfaced", "demand_grew", van.pk)


def test_the_customer_hears_that_we_look_again_where_a_person_chose_so(pia: User) -> None:
    ticket = resurface(make.a_declined_ticket(), by=pia, tell_them=True, **DEMAND)
    let_follow()
    assert "looking again" in mails_to(ticket)[-1].subject


def test_otherwise_the_customer_hears_when_the_new_decision_is_made(pia: User) -> None:
    ticket = resurface(make.a_declined_ticket(), by=pia, **DEMAND)
    let_follow()
    assert not any("looking again" in mail.subject for mail in mails_to(ticket))


@pytest.mark.parametrize("door", DOORS)
def test_every_door_carries_the_choice(door, pia: User) -> None:
    ticket = make.a_declined_ticket()
    assert door(pia, ticket, "resurfacing", DEMAND | {"tell_them": True}) == 201
    assert Entry.objects.about(ticket).last().plain["tell_them"] is True


def test_when_the_capability_arrives_everyone_who_waited_for_it_comes_back(pia: User) -> None:
    van, boat = make.a_capability(), make.a_capability()
    ours, theirs = make.a_declined_ticket(waiting_for=van), make.a_declined_ticket(waiting_for=boat)
    arrive(van, by=pia)
    let_follow()
    ours.refresh_from_db()
    theirs.refresh_from_db()
    assert (ours.stage, theirs.stage) == ("to_assess", "declined")
    assert Entry.objects.about(ours).last().plain["why"] == "capability_arrived"
    assert Entry.objects.about(ours).last().actor_role == "system"


def test_when_the_day_comes_it_comes_back(pia: User) -> None:
    day = today() + timedelta(days=30)
    ticket = decline(make.an_assessed_ticket(), by=pia, reason="not_yet", message="Soon.", revisit_on=day)
    resurface_what_is_due()
    ticket.refresh_from_db()
    assert ticket.stage == "declined"
    with moved_to(now() + timedelta(days=30)):
        resurface_what_is_due()
        resurface_what_is_due()
    ticket.refresh_from_db()
    assert (ticket.stage, kinds(ticket).count("TicketResurfaced")) == ("to_assess", 1)


def test_of_more_than_a_batch_none_is_left_when_the_day_comes(pia: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resurfacing, "BATCH", 2)
    day, rung = today() + timedelta(days=30), []
    monkeypatch.setattr(tasks.current_app, "send_task", rung.append)
    for _ in range(5):
        decline(make.an_assessed_ticket(), by=pia, reason="not_yet", message="Soon.", revisit_on=day)
    with moved_to(now() + timedelta(days=30)):
        resurface_what_is_due()
        while rung:
            assert rung.pop() == "tickets.tasks.resurface_what_is_due"
            resurface_what_is_due()
    assert set(Ticket.objects.values_list("stage", flat=True)) == {"to_assess"}


@pytest.mark.parametrize("why", ["", "bored"])
def test_an_unknown_why_is_refused(pia: User, why: str) -> None:
    with pytest.raises(Invalid) as refusal:
        resurface(make.a_declined_ticket(), by=pia, why=why)
    assert set(refusal.value.fields) == {"why"}


@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_only_deciders_and_the_system_bring_back(db: None, role: str) -> None:
    with pytest.raises(Forbidden):
        resurface(make.a_declined_ticket(), by=make.a_colleague("X", role), **DEMAND)


@pytest.mark.parametrize("stage", ["to_listen", "to_assess", "to_decide", "accepted", "set_aside"])
def test_only_what_was_declined_comes_back(stage: str, db: None) -> None:
    with pytest.raises(Conflict):
        resurface(make.a_ticket_of(stage), by=SYSTEM, **DEMAND)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["product", "manager"])
def test_every_door_brings_back(door, role: str, db: None) -> None:
    ticket = make.a_declined_ticket()
    assert door(make.a_colleague("Someone", role), ticket, "resurfacing", DEMAND) == 201
    ticket.refresh_from_db()
    assert ticket.stage == "to_assess"


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_every_door_says_whose_it_is(door, role: str, db: None) -> None:
    assert door(make.a_colleague("X", role), make.a_declined_ticket(), "resurfacing", DEMAND) == 403


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("stage", ["to_listen", "to_assess", "to_decide", "accepted", "set_aside"])
def test_every_door_says_when_it_is_too_late(door, pia: User, stage: str) -> None:
    assert door(pia, make.a_ticket_of(stage), "resurfacing", DEMAND) == 409


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("wrong", [{"why": "bored"}, {"why": ""}, {}])
def test_every_door_says_what_does_not_fit(door, pia: User, wrong: dict[str, str]) -> None:
    assert door(pia, make.a_declined_ticket(), "resurfacing", wrong) == 422

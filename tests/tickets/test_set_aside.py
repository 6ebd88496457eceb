"""Set aside: it is not a complaint that we judge."""

import pytest

from accounts.models import User
from common.refusals import Conflict, Forbidden, Invalid
from journal.models import Entry
from tests import make
from tests.doors import DOORS, html
from tests.following import kinds, let_follow, mails_to
from tickets.actions.setting_aside import set_aside

SPAM = {"reason": "spam"}


@pytest.mark.parametrize("stage", ["to_listen", "to_assess"])
@pytest.mark.parametrize("reason", ["spam", "abuse", "question_answered"])
def test_setting_aside_says_why_and_who(ana: User, stage: str, reason: str) -> None:
    ticket = set_aside(make.a_ticket_of(stage), by=ana, reason=reason)
    ticket.refresh_from_db()
    assert (ticket.stage, ticket.due_at) == ("set_aside", None)
    assert (ticket.setting_aside.reason, ticket.setting_aside.by, ticket.setting_aside.twin) == (reason, ana, None)


def test_setting_aside_is_one_entry(ana: User) -> None:
    ticket = set_aside(make.a_ticket(), by=ana, **SPAM)
    entry = Entry.objects.about(ticket).last()
    assert (entry.kind, entry.plain["reason"]) == ("TicketSetAside", "spam")


def test_nobody_writes_to_a_spammer(ana: User) -> None:
    ticket = make.a_ticket()
    let_follow()
    set_aside(ticket, by=ana, **SPAM)
    let_follow()
    assert len(mails_to(ticket)) == 1


def test_sent_twice_names_the_other_ticket(ana: User) -> None:
    emma = make.a_customer()
    first, again = make.a_ticket(customer=emma), make.a_ticket(customer=emma)
    assert set_aside(again, by=ana, reason="sent_twice", twin=first).setting_aside.twin == first


def test_a_twin_that_no_reason_asks_for_is_passed_over(ana: User) -> None:
    emma = make.a_customer()
    first, again = make.a_ticket(customer=emma), make.a_ticket(customer=emma)
    assert set_aside(again, by=ana, reason="spam", twin=first).setting_aside.twin is None


def test_sent_twice_without_the_other_is_refused(ana: User) -> None:
    with pytest.raises(Invalid) as refusal:
        set_aside(make.a_ticket(), by=ana, reason="sent_twice")
    assert set(refusal.value.fields) == {"twin"}


def test_a_ticket_is_not_its_own_twin(ana: User) -> None:
    ticket = make.a_ticket()
    with pytest.raises(Invalid):
        set_aside(ticket, by=ana, reason="sent_twice", twin=ticket)


def test_the_twin_is_of_the_same_customer(ana: User) -> None:
    with pytest.raises(Invalid):
        set_aside(make.a_ticket(), by=ana, reason="sent_twice", twin=make.a_ticket())


def test_what_came_without_a_name_has_no_twin(ana: User) -> None:
    with pytest.raises(Invalid):
        set_aside(make.a_ticket(anonymous=True), by=ana, reason="sent_twice", twin=make.a_ticket(anonymous=True))


@pytest.mark.parametrize("reason", ["", "boring", "SPAM"])
def test_an_unknown_reason_is_refused(ana: User, reason: str) -> None:
    with pytest.raises(Invalid) as refusal:
        set_aside(make.a_ticket(), by=ana, reason=reason)
    assert set(refusal.value.fields) == {"reason"}


@pytest.mark.parametrize("role", ["admin", "viewer"])
def test_only_those_who_work_with_customers_set_aside(db: None, role: str) -> None:
    with pytest.raises(Forbidden):
        set_aside(make.a_ticket(), by=make.a_colleague("X", role), **SPAM)


@pytest.mark.parametrize("stage", ["to_decide", "accepted", "declined", "set_aside"])
def test_what_was_assessed_is_judged(ana: User, stage: str) -> None:
    with pytest.raises(Conflict):
        set_aside(make.a_ticket_of(stage), by=ana, **SPAM)


def test_a_refusal_changes_nothing(ana: User) -> None:
    ticket = make.a_ticket()
    with pytest.raises(Invalid):
        set_aside(ticket, by=ana, reason="sent_twice")
    ticket.refresh_from_db()
    assert (ticket.stage, ticket.setting_aside, kinds(ticket)) == ("to_listen", None, ["TicketReceived"])


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["agent", "product", "manager"])
def test_every_door_sets_aside(door, role: str, db: None) -> None:
    ticket = make.a_ticket()
    assert door(make.a_colleague("Someone", role), ticket, "setting-aside", SPAM) == 201
    ticket.refresh_from_db()
    assert ticket.stage == "set_aside"


@pytest.mark.parametrize("door", DOORS)
def test_every_door_takes_the_other_tickets_reference(door, ana: User) -> None:
    emma = make.a_customer()
    first, again = make.a_ticket(customer=emma), make.a_ticket(customer=emma)
    assert door(ana, again, "setting-aside", {"reason": "sent_twice", "twin": first.reference}) == 201
    again.refresh_from_db()
    assert again.setting_aside.twin == first


def test_the_form_takes_the_bare_number_too(ana: User) -> None:
    emma = make.a_customer()
    first, again = make.a_ticket(customer=emma), make.a_ticket(customer=emma)
    assert html(ana, again, "setting-aside", {"reason": "sent_twice", "twin": f" cs-{first.pk} "}) == 201


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["admin", "viewer"])
def test_every_door_says_whose_it_is(door, role: str, db: None) -> None:
    assert door(make.a_colleague("X", role), make.a_ticket(), "setting-aside", SPAM) == 403


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("stage", ["to_decide", "accepted", "declined", "set_aside"])
def test_every_door_says_when_it_is_too_late(door, ana: User, stage: str) -> None:
    assert door(ana, make.a_ticket_of(stage), "setting-aside", SPAM) == 409


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": "boring"},
        {"reason": ""},
        {"reason": "sent_twice"},
        {"reason": "sent_twice", "twin": "CS-987654321"},
        {"reason": "sent_twice", "twin": "CS-" + "9" * 19},
        {"reason": "sent_twice", "twin": "PB-1"},
        {"reason": "sent_twice", "twin": "a\x00b"},
    ],
)
def test_every_door_says_what_does_not_fit(door, ana: User, wrong: dict[str, str]) -> None:
    assert door(ana, make.a_ticket(), "setting-aside", wrong) == 422

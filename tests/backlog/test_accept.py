"""Accept: a complaint becomes a voice on an item, and we promise."""

from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from backlog.actions.moving import drop
from backlog.actions.promotion import NewItem, accept
from backlog.forms import offered_items
from backlog.models import Item, Voice
from common.refusals import Conflict, Forbidden, Invalid
from journal.models import Entry
from tests import make
from tests.doors import DOORS, ask_api, html
from tests.following import kinds, let_follow, mails_to

NEW = NewItem(title="Tell people", problem="Nobody tells them.", promise="From now on we tell you.")
AN_ACCEPTANCE: dict[str, Any] = {
    "new_item": {"title": "Tell people", "problem": "Nobody tells them.", "promise": "From now on we tell you."},
    "rationale": "It is cheap.",
    "message": "We will tell you.",
}
COSTLY = make.answers(cost_each_time=Decimal(200_000), times_per_month=10)


def test_accepting_keeps_who_decided_and_what_the_customer_is_told(pia: User) -> None:
    ticket = make.an_assessed_ticket()
    accept(ticket, by=pia, message="We will.", rationale="Cheap.", new_item=NEW)
    ticket.refresh_from_db()
    decision = ticket.decision
    assert decision is not None
    assert (ticket.stage, ticket.due_at) == ("accepted", None)
    assert (decision.outcome, decision.by, decision.message, decision.rationale) == (
        "accepted",
        pia,
        "We will.",
        "Cheap.",
    )


def test_a_new_item_is_proposed_with_its_promise_area_and_cost(pia: User) -> None:
    area = make.an_area()
    item = accept(make.an_assessed_ticket(product_area=area), by=pia, message="Yes.", new_item=NEW).item
    assert (item.stage, item.title, item.promise) == ("proposed", "Tell people", "From now on we tell you.")
    assert (item.product_area, item.monthly_cost, item.owner) == (area, Decimal(1000), pia)


def test_a_voice_joins_the_item(pia: User) -> None:
    ticket, item = make.an_assessed_ticket(), make.an_item()
    voice = accept(ticket, by=pia, message="Yes.", item=item)
    assert (voice.ticket, voice.item, voice.decision, voice.withdrawn_at) == (ticket, item, ticket.decision, None)


def test_many_tickets_speak_for_one_item(pia: User) -> None:
    item = make.an_item()
    for _ in range(3):
        accept(make.an_assessed_ticket(), by=pia, message="Yes.", item=item)
    assert item.voices.count() == 3


def test_a_customer_and_a_company_are_counted_once(pia: User) -> None:
    item = make.an_item()
    emma, colleague = make.a_customer(company="Acme"), make.a_customer(company="Acme")
    for who in (emma, emma, colleague):
        accept(make.an_assessed_ticket(customer=who), by=pia, message="Yes.", item=item)
    heard = Item.objects.heard().get(pk=item.pk)
    assert (heard.voice_count, heard.customer_count, heard.company_count) == (3, 2, 1)


def test_accepting_is_told_on_the_ticket_and_on_the_item(pia: User) -> None:
    ticket = make.an_assessed_ticket()
    item = accept(ticket, by=pia, message="Yes.", new_item=NEW).item
    assert kinds(ticket)[-1] == "TicketAccepted"
    assert kinds(item) == ["ItemProposed", "VoiceJoined"]
    said = Entry.objects.about(item).last().plain
    assert (said["item_id"], said["ticket_id"]) == (item.pk, ticket.pk)


def test_the_customer_reads_what_we_promise(pia: User) -> None:
    ticket = make.an_assessed_ticket()
    accept(ticket, by=pia, message="We heard you, and we will.", new_item=NEW)
    let_follow()
    mail = mails_to(ticket)[-1]
    assert "We heard you, and we will." in mail.text
    assert "From now on we tell you." in mail.text


def test_it_speaks_for_something(pia: User) -> None:
    with pytest.raises(Invalid) as refusal:
        accept(make.an_assessed_ticket(), by=pia, message="Yes.")
    assert set(refusal.value.fields) == {"item"}


@pytest.mark.parametrize("field", ["title", "problem", "promise"])
@pytest.mark.parametrize("words", ["", " ", "\u200b", "a\x00b"])
def test_a_new_item_says_what_we_promise(pia: User, field: str, words: str) -> None:
    new = NewItem(**{"title": "T", "problem": "P", "promise": "P"} | {field: words})
    with pytest.raises(Invalid) as refusal:
        accept(make.an_assessed_ticket(), by=pia, message="Yes.", new_item=new)
    assert set(refusal.value.fields) == {field}


@pytest.mark.parametrize("message", ["", " ", "\u200b", "a\x00b"])
def test_the_customer_has_to_be_told(pia: User, message: str) -> None:
    with pytest.raises(Invalid) as refusal:
        accept(make.an_assessed_ticket(), by=pia, message=message, new_item=NEW)
    assert set(refusal.value.fields) == {"message"}


def test_an_item_without_a_promise_is_nothing_to_speak_for(pia: User) -> None:
    with pytest.raises(Invalid) as refusal:
        accept(make.an_assessed_ticket(), by=pia, message="Yes.", item=make.an_item(promise=""))
    assert set(refusal.value.fields) == {"item"}


def test_a_dropped_item_is_too_late(pia: User) -> None:
    item = drop(make.an_item(), by=pia, reason="not_ours", message="Sorry.")
    with pytest.raises(Conflict):
        accept(make.an_assessed_ticket(), by=pia, message="Yes.", item=item)


def test_a_costly_promise_needs_a_manager(pia: User, max_: User) -> None:
    ticket = make.an_assessed_ticket(COSTLY)
    with pytest.raises(Forbidden, match="needs a manager"):
        accept(ticket, by=pia, message="Yes.", new_item=NEW)
    assert accept(ticket, by=max_, message="Yes.", new_item=NEW).item.monthly_cost == 2_000_000


def test_what_a_manager_promised_others_may_promise_again(pia: User, max_: User) -> None:
    item = accept(make.an_assessed_ticket(COSTLY), by=max_, message="Yes.", new_item=NEW).item
    assert accept(make.an_assessed_ticket(), by=pia, message="Yes.", item=item).pk


def test_a_promise_at_the_limit_needs_nobody_else(pia: User, settings) -> None:
    settings.PROMISE_NEEDS_MANAGER_ABOVE = Decimal(1000)
    assert accept(make.an_assessed_ticket(), by=pia, message="Yes.", new_item=NEW).pk


def test_a_costly_promise_is_not_smuggled_in_by_an_edit(pia: User) -> None:
    from backlog.actions.shaping import edit

    item = make.an_accepted_ticket().voices.get().item
    with pytest.raises(Forbidden):
        edit(item, by=pia, monthly_cost=Decimal(5_000_000))


@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_only_deciders_accept(db: None, role: str) -> None:
    with pytest.raises(Forbidden):
        accept(make.an_assessed_ticket(), by=make.a_colleague("X", role), message="Yes.", new_item=NEW)


@pytest.mark.parametrize("stage", ["to_listen", "to_assess", "accepted", "declined", "set_aside"])
def test_only_what_waits_for_a_decision_is_accepted(pia: User, stage: str) -> None:
    with pytest.raises(Conflict):
        accept(make.a_ticket_of(stage), by=pia, message="Yes.", new_item=NEW)


def test_a_refusal_leaves_no_item(pia: User) -> None:
    ticket = make.an_assessed_ticket(COSTLY)
    with pytest.raises(Forbidden):
        accept(ticket, by=pia, message="Yes.", new_item=NEW)
    ticket.refresh_from_db()
    assert (ticket.stage, Item.objects.count(), Voice.objects.count()) == ("to_decide", 0, 0)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["product", "manager"])
def test_every_door_accepts_into_a_new_item(door, role: str, db: None) -> None:
    ticket = make.an_assessed_ticket()
    assert door(make.a_colleague("Someone", role), ticket, "acceptance", AN_ACCEPTANCE) == 201
    voice = Voice.objects.of(ticket).get()
    assert voice is not None
    assert (voice.item.title, voice.decision.message) == ("Tell people", "We will tell you.")


@pytest.mark.parametrize("door", DOORS)
def test_every_door_accepts_into_an_existing_item(door, pia: User) -> None:
    ticket, item = make.an_assessed_ticket(), make.an_item()
    assert door(pia, ticket, "acceptance", {"item": item.reference, "message": "Yes."}) == 201
    assert Voice.objects.of(ticket).get().item == item


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_every_door_says_whose_it_is(door, role: str, db: None) -> None:
    assert door(make.a_colleague("X", role), make.an_assessed_ticket(), "acceptance", AN_ACCEPTANCE) == 403


@pytest.mark.parametrize("door", DOORS)
def test_every_door_says_that_it_needs_a_manager(door, pia: User) -> None:
    assert door(pia, make.an_assessed_ticket(COSTLY), "acceptance", AN_ACCEPTANCE) == 403


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("stage", ["to_listen", "to_assess", "accepted", "declined", "set_aside"])
def test_every_door_says_when_it_is_too_late(door, pia: User, stage: str) -> None:
    assert door(pia, make.a_ticket_of(stage), "acceptance", AN_ACCEPTANCE) == 409


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "wrong",
    [
        {"message": " "},
        {"message": "a\x00"},
        {"new_item": {"title": " ", "problem": "x", "promise": "x"}},
        {"new_item": {"title": "x" * 201, "problem": "x", "promise": "x"}},
        {"new_item": {"title": "x", "problem": "x", "promise": ""}},
        {"new_item": {"title": "x", "problem": "x", "promise": "x" * 2001}},
        {"new_item": None},
        {"item": "PB-987654321"},
        {"item": "PB-" + "9" * 30},
        {"item": "CS-1"},
        {"rationale": "a\x00"},
    ],
)
def test_every_door_says_what_does_not_fit(door, pia: User, wrong: dict[str, Any]) -> None:
    assert door(pia, make.an_assessed_ticket(), "acceptance", AN_ACCEPTANCE | wrong) == 422
    assert not Item.objects.exists()


def test_the_form_takes_the_reference_as_it_is_offered(pia: User) -> None:
    ticket, item = make.an_assessed_ticket(), make.an_item()
    assert html(pia, ticket, "acceptance", {"item": f" pb-{item.pk} Tell people", "message": "Yes."}) == 201


def test_the_api_answers_with_the_decided_ticket(pia: User) -> None:
    body = ask_api(pia, make.an_assessed_ticket(), "acceptance", AN_ACCEPTANCE).json()
    assert (body["stage"], body["decision"]["outcome"]) == ("accepted", "accepted")


def test_items_of_the_same_area_are_offered_first(pia: User) -> None:
    area = make.an_area()
    near, far, dropped = make.an_item(product_area=area), make.an_item(), make.an_item(product_area=area)
    drop(dropped, by=pia, reason="not_ours", message="Sorry.")
    make.an_item(promise="")
    assert offered_items(make.an_assessed_ticket(product_area=area)) == [near, far]

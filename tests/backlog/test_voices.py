"""Voices: a ticket may speak for several items, with the words that matter; one that is accepted always speaks."""

import pytest
from django.db import IntegrityError, connection
from django.test import Client

from accounts.models import User
from backlog.actions import moving, promotion
from backlog.actions.promotion import NewItem
from backlog.actions.voicing import fall_silent, speak_for
from backlog.models import Item, Voice
from common.refusals import Conflict, Forbidden, Invalid
from tests import make
from tests.doors import DOORS, ask_api
from tests.following import kinds, let_follow, mails_to
from tickets.models import Ticket


def items_of(ticket: Ticket) -> list[Item]:
    return [voice.item for voice in Voice.objects.of(ticket)]


def test_an_accepted_ticket_speaks_for_a_second_item_and_its_own_thread_stays(ana: User) -> None:
    ticket, other = make.an_accepted_ticket(), make.an_item()
    thread, decision = kinds(ticket), ticket.decision
    let_follow()
    heard = len(mails_to(ticket))
    voice = speak_for(ticket, by=ana, item=other, importance=3, highlight="three days\n late")
    let_follow()
    ticket.refresh_from_db()
    assert (voice.importance, voice.decision) == (3, decision)
    assert items_of(ticket)[1] == other
    assert (kinds(ticket), ticket.decision, len(mails_to(ticket))) == (thread, decision, heard)
    assert kinds(other)[-1] == "VoiceAdded"


def test_a_second_item_may_be_a_new_one(pia: User) -> None:
    ticket = make.an_accepted_ticket()
    new = NewItem(title="Weigh parcels", problem="Too heavy", promise="From now on we weigh.")
    assert speak_for(ticket, by=pia, new_item=new).item.title == "Weigh parcels"


def test_said_again_it_is_marked_otherwise(ana: User) -> None:
    ticket = make.an_accepted_ticket()
    item = items_of(ticket)[0]
    speak_for(ticket, by=ana, item=item, importance=1, highlight="nobody told me")
    voice = Voice.objects.of(ticket).get()
    assert (voice.importance, voice.highlight) == (1, "nobody told me")
    assert kinds(item)[-1] == "VoiceRestated"


def test_what_is_marked_must_have_been_said(pia: User) -> None:
    ticket, item = make.an_accepted_ticket(), make.an_item()
    wrong = {"item": item.reference, "importance": 4, "highlight": "I love it"}
    with pytest.raises(Invalid) as refused:
        speak_for(ticket, by=pia, item=item, importance=4, highlight="I love it")
    assert set(refused.value.fields) == {"importance", "highlight"}
    assert [door(pia, ticket, "voices", wrong | {"importance": 2}) for door in DOORS] == [422, 422]


def test_accepting_marks_the_words_too(pia: User) -> None:
    ticket = make.an_assessed_ticket()
    voice = promotion.accept(
        ticket, by=pia, message="We will.", item=make.an_item(), importance=3, highlight="nobody told me"
    )
    assert (voice.importance, voice.highlight) == (3, "nobody told me")


@pytest.mark.parametrize("stage", ["to_assess", "to_decide", "declined"])
def test_only_what_is_accepted_speaks(pia: User, stage: str) -> None:
    ticket, item = make.a_ticket_of(stage), make.an_item()
    with pytest.raises(Conflict):
        speak_for(ticket, by=pia, item=item)
    assert [door(pia, ticket, "voices", {"item": item.reference}) for door in DOORS] == [409, 409]


def test_who_only_looks_lets_nothing_speak(vic: User) -> None:
    with pytest.raises(Forbidden):
        speak_for(make.an_accepted_ticket(), by=vic, item=make.an_item())


def test_it_falls_silent_for_one_item_but_not_for_the_last(pia: User) -> None:
    ticket, other = make.an_accepted_ticket(), make.an_item()
    speak_for(ticket, by=pia, item=other)
    said = {"item": other.reference}
    assert ask_api(pia, ticket, "voices/withdrawal", said).status_code == 201
    with pytest.raises(Conflict):
        fall_silent(ticket, by=pia, item=items_of(ticket)[0])
    assert [door(pia, ticket, "voices/withdrawal", said) for door in DOORS] == [409, 409]


def test_falling_silent_is_taken_back_with_the_same_words(pia: User) -> None:
    ticket, other = make.an_accepted_ticket(), make.an_item()
    speak_for(ticket, by=pia, item=other, importance=3, highlight="nobody told me")
    said = {"item": other.reference}
    for door in DOORS:
        fall_silent(ticket, by=pia, item=other)
        assert [door(pia, ticket, "voices/restoration", said), door(pia, ticket, "voices/restoration", said)] == [
            201,
            409,
        ]
    voice = Voice.objects.of(ticket).get(item=other)
    assert (voice.importance, voice.highlight) == (3, "nobody told me")
    assert kinds(other)[-3:] == ["VoiceAdded", "VoiceWithdrawn", "VoiceAdded"]
    never = {"item": make.an_item().reference}
    assert [door(pia, ticket, "voices/restoration", never) for door in DOORS] == [409, 409]


def test_the_page_offers_to_undo_what_was_just_said_of_a_voice(pia: User, client: Client) -> None:
    ticket, other = make.an_accepted_ticket(), make.an_item(title="Weigh parcels")
    client.force_login(pia)
    page = client.post(f"/tickets/{ticket.reference}/voices/", {"item": other.reference, "importance": 2}, follow=True)
    undo = f"/tickets/{ticket.reference}/voices/withdrawal/?item={other.reference}"
    assert f'action="{undo}"' in page.content.decode()
    page = client.post(undo, follow=True).content.decode()
    assert f'action="/tickets/{ticket.reference}/voices/restoration/?item={other.reference}"' in page
    assert "Speak for it again" in page
    assert len(items_of(ticket)) == 1


def test_dropping_one_of_its_items_leaves_it_accepted_dropping_the_last_does_not(pia: User) -> None:
    ticket, other = make.an_accepted_ticket(), make.an_item()
    first = items_of(ticket)[0]
    speak_for(ticket, by=pia, item=other)
    moving.drop(first, by=pia, reason="not_sustainable", message="No.")
    ticket.refresh_from_db()
    assert (ticket.stage, items_of(ticket)) == ("accepted", [other])
    moving.drop(other, by=pia, reason="not_sustainable", message="No.")
    ticket.refresh_from_db()
    assert (ticket.stage, items_of(ticket)) == ("declined", [])


def test_a_question_silences_it_everywhere(pia: User) -> None:
    ticket = make.an_accepted_ticket()
    speak_for(ticket, by=pia, item=make.an_item())
    promotion.question(ticket, by=pia, body="Really?")
    assert items_of(ticket) == []


def test_the_database_holds_it(pia: User) -> None:
    ticket = make.an_accepted_ticket()
    Voice.objects.speaking().filter(ticket=ticket).update(withdrawn_at=ticket.received_at)
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="accepted is t"):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_customer_hears_of_each_item_once(pia: User) -> None:
    ticket, other = make.an_accepted_ticket(), make.an_item()
    first = items_of(ticket)[0]
    speak_for(ticket, by=pia, item=other)
    for item in (first, other):
        moving.move(item, by=pia, stage="ready")
        moving.ship(item, by=pia)
    let_follow()
    assert ticket.mails.filter(kind="shipped").count() == 2

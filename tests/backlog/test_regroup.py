"""Move voices and join items: nobody is declined or written to, every accepted ticket goes on speaking, both can be undone."""

import pytest

from accounts.models import User
from backlog.actions import moving, promotion
from backlog.actions.promotion import NewItem
from backlog.actions.regrouping import join, move_voices, undo
from backlog.actions.voicing import speak_for
from backlog.models import Item, Regrouping, Voice
from common.clock import now
from common.refusals import Conflict, Forbidden, Invalid
from journal.models import Entry
from tests import make
from tests.backlog.shipped import spoke
from tests.backlog.test_move import an_item_of
from tests.doors import DOORS, ask_api
from tests.following import kinds, let_follow, mails_to
from tickets.models import Ticket


def said_for(item: Item) -> set[Ticket]:
    return {voice.ticket for voice in Voice.objects.speaking().filter(item=item).select_related("ticket")}


def two_items_with_voices() -> tuple[Item, Item, list[Ticket]]:
    source, target = make.an_item(title="Late"), make.an_item(title="Silent")
    spoke(source, at=[now()] * 3)
    return source, target, list(Ticket.objects.order_by("pk"))


def test_voices_go_to_another_item_as_they_were(pia: User) -> None:
    source, target, (one, two, three) = two_items_with_voices()
    speak_for(one, by=pia, item=source, importance=3, highlight="three days late")
    before = Voice.objects.of(one).get()
    made = move_voices(source, by=pia, tickets=[one, two], item=target)
    after = Voice.objects.of(one).get()
    assert (said_for(source), said_for(target)) == ({three}, {one, two})
    kept = ("ticket_id", "decision_id", "importance", "highlight", "joined_at")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert Entry.objects.about(source).last().plain == {
        "item_id": source.pk, "target_id": target.pk, "regrouping_id": made.pk, "count": 2, "undone": False,
    }  # fmt: skip
    assert kinds(target)[-1] == "VoicesBrought"


def test_one_item_becomes_two(pia: User) -> None:
    source, _target, (one, *_rest) = two_items_with_voices()
    new = NewItem(title="Another thing", problem="It is", promise="From now on we look at it.")
    made = move_voices(source, by=pia, tickets=[one], new_item=new)
    assert (made.target.title, said_for(made.target)) == ("Another thing", {one})
    assert made.target.monthly_cost == one.assessment.monthly_cost > 0


def test_two_items_become_one(pia: User) -> None:
    source, target, tickets = two_items_with_voices()
    speak_for(tickets[0], by=pia, item=target)
    join(source, by=pia, item=target)
    source.refresh_from_db()
    assert (source.stage, source.joined_into) == ("dropped", target)
    assert said_for(target) == set(tickets)
    assert {Ticket.objects.get(pk=one.pk).stage for one in tickets} == {"accepted"}
    with pytest.raises(Conflict, match="is “Dropped” already"):
        join(source, by=pia, item=target)


def test_nobody_is_written_to_and_no_thread_changes(pia: User) -> None:
    source, target, tickets = two_items_with_voices()
    let_follow()
    before = [(kinds(one), len(mails_to(one))) for one in tickets]
    undo(join(source, by=pia, item=target), by=pia)
    let_follow()
    assert [(kinds(one), len(mails_to(one))) for one in tickets] == before


def test_customers_of_what_was_joined_are_told_once(pia: User) -> None:
    emma = make.a_customer()
    source, target = make.an_item(), make.an_item()
    one, two = make.an_accepted_ticket(source, customer=emma), make.an_accepted_ticket(target, customer=emma)
    join(source, by=pia, item=target)
    moving.move(target, by=pia, stage="ready")
    moving.ship(target, by=pia)
    let_follow()
    assert sum(ticket.mails.filter(kind="shipped").count() for ticket in (one, two)) == 1


@pytest.mark.parametrize("stage", ["proposed", "ready", "in_progress"])
def test_a_join_is_undone_to_where_it_was(pia: User, stage: str) -> None:
    source, target = an_item_of(stage), make.an_item()
    ticket, both = make.an_accepted_ticket(source), make.an_accepted_ticket(source)
    speak_for(both, by=pia, item=target)
    undo(join(source, by=pia, item=target), by=pia)
    source.refresh_from_db()
    assert (source.stage, source.joined_into) == (stage, None)
    assert (said_for(source), said_for(target)) == ({ticket, both}, {both})


def test_undone_is_what_still_speaks_there(pia: User) -> None:
    source, target, (moved_on, decided_anew, stayed) = two_items_with_voices()
    made = move_voices(source, by=pia, tickets=[moved_on, decided_anew, stayed], item=target)
    elsewhere = make.an_item()
    move_voices(target, by=pia, tickets=[moved_on], item=elsewhere)
    promotion.question(decided_anew, by=pia, body="Really?")
    undo(made, by=pia)
    assert (said_for(source), said_for(target), said_for(elsewhere)) == ({stayed}, set(), {moved_on})
    with pytest.raises(Conflict, match="undone already"):
        undo(made, by=pia)


def test_an_undo_lets_nobody_speak_who_was_decided_anew_since(pia: User) -> None:
    source, target, (both, stayed, _other) = two_items_with_voices()
    speak_for(both, by=pia, item=target)
    made = move_voices(source, by=pia, tickets=[both, stayed], item=target)
    promotion.question(both, by=pia, body="Really?")
    undo(made, by=pia)
    assert both not in said_for(source)
    assert stayed in said_for(source)


def test_what_joined_something_that_joined_is_undone_from_the_end(pia: User) -> None:
    first, second, third = make.an_item(), make.an_item(), make.an_item()
    ticket = make.an_accepted_ticket(first)
    one, two = join(first, by=pia, item=second), join(second, by=pia, item=third)
    undo(two, by=pia)
    undo(one, by=pia)
    assert said_for(first) == {ticket}


def test_what_cannot_be_joined(pia: User) -> None:
    source, target, tickets = two_items_with_voices()
    empty, shipped, dropped = make.an_item(promise=""), an_item_of("shipped"), an_item_of("dropped")
    for other, status in ((source, 422), (empty, 422), (shipped, 409), (dropped, 409)):
        assert [door(pia, source, "joining", {"item": other.reference}) for door in DOORS] == [status, status]
    assert [door(pia, shipped, "joining", {"item": target.reference}) for door in DOORS] == [409, 409]
    assert said_for(source) == set(tickets)


def test_what_cannot_be_moved(pia: User) -> None:
    source, target, (one, *_rest) = two_items_with_voices()
    stranger = make.an_accepted_ticket()
    nobody = {"tickets": [], "item": target.reference}
    nowhere = {"tickets": [one.reference], "item": source.reference}
    strange = {"tickets": [one.reference, stranger.reference], "item": target.reference}
    for said, status in ((nobody, 422), (nowhere, 422), (strange, 409)):
        assert [door(pia, source, "voices/move", said) for door in DOORS] == [status, status]
    with pytest.raises(Invalid):
        move_voices(source, by=pia, tickets=[one])


def test_agents_do_not_regroup(ana: User, pia: User) -> None:
    source, target, tickets = two_items_with_voices()
    for act in (
        lambda: join(source, by=ana, item=target),
        lambda: move_voices(source, by=ana, tickets=tickets, item=target),
    ):
        with pytest.raises(Forbidden):
            act()
    with pytest.raises(Forbidden):
        undo(join(source, by=pia, item=target), by=ana)


def test_moved_to_what_is_there_they_hear_so_and_what_came_back_opens_it(pia: User) -> None:
    shipped = an_item_of("shipped")
    source, _target, (one, *_rest) = two_items_with_voices()
    move_voices(source, by=pia, tickets=[one], item=shipped)
    let_follow()
    assert Voice.objects.of(one).get().standing == "came_back"
    assert Item.objects.get(pk=shipped.pk).stage == "in_progress"


def test_a_program_undoes_by_its_number(pia: User) -> None:
    source, target, tickets = two_items_with_voices()
    made = ask_api(pia, source, "joining", {"item": target.reference}).json()
    assert (made["source"], made["target"], made["is_join"]) == (source.reference, target.reference, True)
    undo(Regrouping.objects.get(pk=made["id"]), by=pia)
    assert said_for(source) == set(tickets)

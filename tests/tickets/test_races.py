"""Two people at once: one deed is done, the other person is told what happened. Real connections, real locks."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User
from backlog.actions import moving, promotion
from backlog.actions.promotion import NewItem
from backlog.models import Item, Voice
from common.once import Answer, once
from common.refusals import Conflict, Refusal
from journal.models import Entry
from tests import make
from tickets.actions import assessing, deciding, keeping, listening, ruling, setting_aside, writing
from tickets.models import Ticket, Unsent

pytestmark = pytest.mark.django_db(transaction=True)

NEW = NewItem(title="Tell people", problem="Nobody does", promise="From now on we tell you.")
Deed = Callable[[Ticket, User], Any]
DEEDS: dict[str, tuple[str, Deed]] = {
    "listen": ("to_listen", lambda t, by: listening.listen(t, by=by, restatement="Late.")),
    "mishear": ("to_assess", lambda t, by: listening.mishear(t, by=by, missed="The time.")),
    "assess": ("to_assess", lambda t, by: assessing.assess(t, by=by, weighing=make.answers(), finding="sustainable")),
    "question": ("to_decide", lambda t, by: promotion.question(t, by=by, body="Who pays?")),
    "accept": ("to_decide", lambda t, by: promotion.accept(t, by=by, message="We will.", new_item=NEW)),
    "decline": ("to_decide", lambda t, by: deciding.decline(t, by=by, reason="not_ours", message="No.")),
    "set aside": ("to_listen", lambda t, by: setting_aside.set_aside(t, by=by, reason="spam")),
    "reopen": ("set_aside", lambda t, by: setting_aside.reopen(t, by=by)),
    "resurface": ("declined", lambda t, by: deciding.resurface(t, by=by, why="demand_grew")),
}
RIVALS = [
    *((name, name) for name in DEEDS),
    ("accept", "decline"),
    ("decline", "question"),
]


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Do all of it in the same moment, each on its own connection; a refusal is its answer."""
    barrier = Barrier(len(deeds))

    def one(deed: Callable[[], Any]) -> Any:
        try:
            barrier.wait(5)
            return deed()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(one, deeds))


@pytest.mark.parametrize(("first", "second"), RIVALS)
def test_of_two_decisions_at_once_one_is_made_and_the_other_person_is_told(first: str, second: str, pia: User) -> None:
    stage = DEEDS[first][0]
    ticket = make.a_ticket_of(stage)
    before = Entry.objects.about(ticket).count()
    answers = at_once(
        lambda: DEEDS[first][1](Ticket.objects.get(pk=ticket.pk), pia),
        lambda: DEEDS[second][1](Ticket.objects.get(pk=ticket.pk), pia),
    )
    assert sorted(isinstance(answer, Conflict) for answer in answers) == [False, True]
    assert Entry.objects.about(ticket).count() == before + 1


def test_two_who_accept_make_one_voice_and_one_item(pia: User, max_: User) -> None:
    ticket = make.an_assessed_ticket()
    at_once(
        lambda: promotion.accept(Ticket.objects.get(pk=ticket.pk), by=pia, message="Yes.", new_item=NEW),
        lambda: promotion.accept(Ticket.objects.get(pk=ticket.pk), by=max_, message="Yes.", new_item=NEW),
    )
    assert (Voice.objects.count(), Item.objects.count()) == (1, 1)


def test_accepting_onto_an_item_that_is_being_dropped_never_leaves_a_promise_on_it(pia: User) -> None:
    item, ticket = make.an_item(), make.an_assessed_ticket()
    make.an_accepted_ticket(item=item)
    at_once(
        lambda: promotion.accept(
            Ticket.objects.get(pk=ticket.pk), by=pia, message="Yes.", item=Item.objects.get(pk=item.pk)
        ),
        lambda: moving.drop(Item.objects.get(pk=item.pk), by=pia, reason="not_ours", message="No."),
    )
    item.refresh_from_db()
    assert not (item.stage == "dropped" and Voice.objects.speaking().filter(item=item).exists())


def test_what_was_kept_while_it_was_being_sent_does_not_stand_there_once_more(pia: User) -> None:
    ticket, body = make.a_ticket(), "The driver will call before coming."

    def send() -> Answer:
        return Answer(201, writing.reply(ticket, by=pia, body=body).pk)

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            once(send, whose=f"person {pia.pk}", key="a key", question=b"")
            late = other.submit(at_once, lambda: keeping.keep(ticket, by=pia, kind="reply", body=body, sent_as="a key"))
            time.sleep(0.5)
        assert late.result() == [None]
    assert not Unsent.objects.exists()


def test_two_who_move_cards_do_not_take_the_same_place(pia: User) -> None:
    top, one, two = make.an_item(), make.an_item(), make.an_item()
    at_once(
        lambda: moving.move(Item.objects.get(pk=one.pk), by=pia, after=Item.objects.get(pk=top.pk)),
        lambda: moving.move(Item.objects.get(pk=two.pk), by=pia, after=Item.objects.get(pk=top.pk)),
    )
    assert len(set(Item.objects.values_list("rank", flat=True))) == 3


def test_two_rules_that_share_a_colleague_never_give_them_more_than_their_most(pia: User, ada: User) -> None:
    area = make.an_area()
    tickets = [make.a_ticket(product_area=area), make.a_ticket(verbatim="배송이 늦었어요.")]
    ruling.make_rule(by=ada, team=make.a_team(pia), most_open=1, area=area)
    ruling.make_rule(by=ada, team=make.a_team(pia), most_open=1, language="ko")
    at_once(*(partial(ruling.follow_rules, ticket.pk) for ticket in tickets))
    assert Ticket.objects.filter(owner=pia).count() == 1

"""Ten people at once: everyone sees one order, no card is lost or doubled, and what is asked back does not speak elsewhere."""

from functools import partial

import pytest

from backlog.actions.moving import move
from backlog.actions.promotion import question
from backlog.actions.regrouping import join
from backlog.models import Item, Voice
from common.refusals import Refusal
from tests import make
from tests.tickets.test_races import at_once
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def test_ten_people_who_move_at_once_end_with_one_order() -> None:
    people = [make.a_colleague(f"P{n}", "product") for n in range(10)]
    cards = [make.an_item(title=f"Card {n}") for n in range(12)]
    stays = cards[-1]
    for turn in range(3):
        moves = [
            partial(move, Item.objects.get(pk=card.pk), by=by, before=Item.objects.get(pk=stays.pk))
            if (place + turn) % 2
            else partial(move, Item.objects.get(pk=card.pk), by=by, stage="ready" if turn == 1 else "proposed")
            for place, (card, by) in enumerate(zip(cards, people, strict=False))
        ]
        answers = at_once(*moves)
        assert not any(isinstance(answer, Refusal) for answer in answers)
    columns = [list(Item.objects.column(stage)) for stage in ("proposed", "ready")]
    assert sorted(item.pk for column in columns for item in column) == sorted(card.pk for card in cards)
    for column in columns:
        assert len({item.rank for item in column}) == len(column)


def test_an_item_is_joined_while_one_of_its_tickets_is_asked_back() -> None:
    pia, source, target = make.a_colleague("Pia", "product"), make.an_item(), make.an_item()
    asked, stays = make.an_accepted_ticket(source), make.an_accepted_ticket(source)
    at_once(
        partial(join, Item.objects.get(pk=source.pk), by=pia, item=Item.objects.get(pk=target.pk)),
        partial(question, Ticket.objects.get(pk=asked.pk), by=pia, body="Who pays?"),
    )
    assert {voice.ticket for voice in Voice.objects.speaking().select_related("ticket")} == {stays}
    assert Ticket.objects.get(pk=asked.pk).stage == "to_assess"

"""Verbs that work on tickets and items hold the tickets first: nobody waits in a ring, and no voice is left behind."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User
from backlog.actions import grooming, moving, promotion, regrouping
from backlog.models import Item, Voice
from common.locking import lock
from common.refusals import Conflict
from tests import make
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)

Deed = Callable[[Item, User, Item, Ticket], Any]
DEEDS: dict[str, Deed] = {
    "drop": lambda item, by, _other, _ticket: moving.drop(item, by=by, reason="not_ours", message="No."),
    "ask back": lambda item, by, _other, _ticket: grooming.ask_back(item, by=by, body="Who pays?"),
    "join": lambda item, by, other, _ticket: regrouping.join(item, by=by, item=other),
    "move voices": lambda item, by, other, ticket: regrouping.move_voices(item, by=by, tickets=[ticket], item=other),
}

_WAITS_FOR_US = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_who_holds_a_ticket_gets_its_item_while_another_waits_for_the_ticket(deed: Deed, pia: User) -> None:
    item, other = make.an_item(), make.an_item()
    ticket = make.an_accepted_ticket(item)
    with ThreadPoolExecutor(1) as elsewhere:
        with transaction.atomic():
            lock(Ticket.objects.get(pk=ticket.pk))
            rival = elsewhere.submit(_alone, lambda: deed(_again(item), pia, _again(other), ticket))
            _until_somebody_waits()
            lock(_again(item))
        rival.result(10)


@pytest.mark.parametrize("deed", [DEEDS["drop"], DEEDS["ask back"], DEEDS["join"]], ids=["drop", "ask back", "join"])
def test_a_voice_that_joins_while_one_waits_is_seen_before_anything_is_done_to_it(deed: Deed, pia: User) -> None:
    item, other, late = make.an_item(), make.an_item(), make.an_assessed_ticket()
    ticket = make.an_accepted_ticket(item)
    with ThreadPoolExecutor(1) as elsewhere:
        with transaction.atomic():
            promotion.accept(Ticket.objects.get(pk=late.pk), by=pia, message="We will.", item=_again(item))
            rival = elsewhere.submit(_alone, lambda: deed(_again(item), pia, _again(other), ticket))
            _until_somebody_waits()
        with pytest.raises(Conflict, match="just now"):
            rival.result(10)
    assert set(Voice.objects.speaking().values_list("ticket", "item")) == {(ticket.pk, item.pk), (late.pk, item.pk)}


def _again(item: Item) -> Item:
    return Item.objects.get(pk=item.pk)


def _alone(deed: Callable[[], Any]) -> Any:
    """On a connection of its own."""
    try:
        return deed()
    finally:
        connection.close()


def _until_somebody_waits() -> None:
    ends = monotonic() + 10
    with connection.cursor() as cursor:
        while monotonic() < ends:
            cursor.execute(_WAITS_FOR_US)
            if cursor.fetchone()[0]:
                return
            sleep(0.01)
    pytest.fail("Nobody waits.")

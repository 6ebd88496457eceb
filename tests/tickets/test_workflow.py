"""The table: what may follow what, and who may. Written out once more, so that nobody changes it by accident."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from backlog.actions import promotion
from backlog.actions.promotion import NewItem
from common.refusals import Conflict, Forbidden
from journal.actors import SYSTEM, Actor
from tests import make
from tests.following import kinds
from tickets.actions import assessing, deciding, listening, setting_aside
from tickets.models import Ticket
from tickets.workflow import WORKFLOW, Stage, Verb, open_verbs

AGENTS, DECIDERS = {"agent", "product", "manager"}, {"product", "manager"}
TABLE: dict[str, tuple[set[str], str, set[str], str]] = {
    # verb          from                          to           who may                             event
    "listen":     ({"to_listen"},               "to_assess", AGENTS,                             "TicketHeard"),
    "mishear":    ({"to_assess", "to_decide"},  "to_listen", {"customer", "agent", "product"},   "TicketMisheard"),
    "assess":     ({"to_assess"},               "to_decide", AGENTS,                             "TicketAssessed"),
    "question":   ({"to_decide", "accepted"},   "to_assess", DECIDERS,                           "TicketQuestioned"),
    "accept":     ({"to_decide"},               "accepted",  DECIDERS,                           "TicketAccepted"),
    "decline":    ({"to_decide"},               "declined",  DECIDERS,                           "TicketDeclined"),
    "set_aside":  ({"to_listen", "to_assess"},  "set_aside", AGENTS,                             "TicketSetAside"),
    "unpromise":  ({"accepted"},                "declined",  DECIDERS,                           "TicketUnpromised"),
    "resurface":  ({"declined"},                "to_assess", DECIDERS | {"system"},              "TicketResurfaced"),
    "reopen":     ({"set_aside"},               "to_listen", AGENTS,                             "TicketReopened"),
}  # fmt: skip
NEW = NewItem(title="Tell people", problem="Nobody tells them", promise="From now on we tell you.")
DEEDS: dict[str, Callable[[Ticket, Actor], Any]] = {
    "listen": lambda t, by: listening.listen(t, by=by, restatement="Late."),
    "mishear": lambda t, by: listening.mishear(t, by=by, missed="The fridge."),
    "assess": lambda t, by: assessing.assess(t, by=by, weighing=make.answers(), finding="sustainable"),
    "question": lambda t, by: promotion.question(t, by=by, body="How many?"),
    "accept": lambda t, by: promotion.accept(t, by=by, message="Yes.", new_item=NEW),
    "decline": lambda t, by: deciding.decline(t, by=by, reason="not_ours", message="No."),
    "set_aside": lambda t, by: setting_aside.set_aside(t, by=by, reason="spam"),
    "unpromise": lambda t, by: deciding.unpromise(t, by=by, reason="not_ours", message="No."),
    "resurface": lambda t, by: deciding.resurface(t, by=by, why="demand_grew"),
    "reopen": lambda t, by: setting_aside.reopen(t, by=by),
}
ROLES = ["agent", "product", "manager", "admin", "viewer", "customer", "system"]


class _UndoneError(Exception):
    """The deed is not kept, so that the next one finds the same ticket."""


def someone(role: str, ticket: Ticket) -> Actor:
    if role == "system":
        return SYSTEM
    if role == "customer":
        assert ticket.customer
        return ticket.customer
    return make.someone(role)


def outcome(deed: Callable[[Ticket, Actor], Any], ticket: Ticket, by: Actor) -> str:
    """To which stage it came, or which refusal was raised; nothing is kept."""
    said = ""
    try:
        with transaction.atomic():
            deed(ticket, by)
            said = Ticket.objects.get(pk=ticket.pk).stage
            raise _UndoneError
    except _UndoneError:
        return said
    except (Forbidden, Conflict) as refusal:
        return type(refusal).__name__


def expected(verb: str, role: str, stage: str) -> str:
    sources, target, roles, _event = TABLE[verb]
    if role not in roles:
        return "Forbidden"
    return target if stage in sources else "Conflict"


@pytest.mark.parametrize("stage", Stage.values)
@pytest.mark.parametrize("role", ROLES)
def test_every_verb_by_everyone_at_every_stage(db: None, stage: str, role: str) -> None:
    ticket = make.a_ticket_of(stage)
    who = someone(role, ticket)
    found = {verb: outcome(deed, Ticket.objects.get(pk=ticket.pk), who) for verb, deed in DEEDS.items()}
    assert found == {verb: expected(verb, role, stage) for verb in TABLE}


@pytest.mark.parametrize("verb", TABLE)
def test_the_table_in_the_code_is_this_table(verb: str) -> None:
    sources, target, roles, _event = TABLE[verb]
    move = WORKFLOW[Verb(verb)]
    assert ({str(s) for s in move.sources}, str(move.target), set(move.roles)) == (sources, target, roles)


def test_the_table_has_no_other_verb() -> None:
    assert {str(verb) for verb in WORKFLOW} == {*TABLE, "receive"} == set(Verb.values)


@pytest.mark.parametrize("verb", TABLE)
def test_every_verb_is_one_entry_and_moves_the_clock(verb: str, db: None) -> None:
    sources, _target, roles, event = TABLE[verb]
    ticket = make.a_ticket_of(min(sources))
    before, since = kinds(ticket), ticket.waiting_since
    with transaction.atomic():
        DEEDS[verb](ticket, someone(min(roles - {"customer", "system"}), ticket))
        assert kinds(ticket) == [*before, event]
        ticket.refresh_from_db()
        assert ticket.promised_from > since
        assert ticket.here_by == verb
        assert (ticket.due_at is None) == (ticket.stage in {"accepted", "declined", "set_aside"})
        transaction.set_rollback(True)  # un-promising alone leaves its voice behind


@pytest.mark.parametrize("stage", Stage.values)
@pytest.mark.parametrize("role", ["agent", "product", "manager", "admin", "viewer"])
def test_the_buttons_are_the_table(stage: str, role: str) -> None:
    assert open_verbs(stage, role) == {
        v for v, (sources, _t, roles, _e) in TABLE.items() if stage in sources and role in roles
    }


@pytest.mark.parametrize("verb", [verb for verb, row in TABLE.items() if row[2] & {"agent", "product", "manager"}])
def test_whose_it_is_comes_before_whether_it_is_too_late(verb: str, db: None, vic) -> None:
    for stage in ("to_listen", "declined"):
        with pytest.raises(Forbidden):
            DEEDS[verb](make.a_ticket_of(stage), vic)


def test_a_refusal_names_those_who_may(vic) -> None:
    with pytest.raises(Forbidden, match="agents, product people, managers"):
        DEEDS["listen"](make.a_ticket(), vic)


def test_a_conflict_names_the_stage_and_who_brought_it_there(ana, pia) -> None:
    ticket = make.a_ticket()
    DEEDS["listen"](ticket, pia)
    with pytest.raises(Conflict, match=f"{ticket.reference} is “To assess” now, by Pia"):
        DEEDS["listen"](ticket, ana)


def test_a_stale_copy_does_not_help(ana, pia) -> None:
    ticket = make.an_assessed_ticket()
    stale = Ticket.objects.get(pk=ticket.pk)
    DEEDS["decline"](ticket, pia)
    with pytest.raises(Conflict):
        DEEDS["accept"](stale, pia)

"""What may follow what, and who may? The table draws the buttons and docs/workflow.md, too."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from common.refusals import Conflict, Forbidden
from journal.actors import CUSTOMER, Actor
from journal.models import Entry

if TYPE_CHECKING:
    from tickets.models import Ticket


class Stage(models.TextChoices):
    """What a ticket waits for."""

    TO_LISTEN = "to_listen", gettext_lazy("To listen")
    TO_ASSESS = "to_assess", gettext_lazy("To assess")
    TO_DECIDE = "to_decide", gettext_lazy("To decide")
    ACCEPTED = "accepted", gettext_lazy("Accepted")
    DECLINED = "declined", gettext_lazy("Declined")
    SET_ASIDE = "set_aside", gettext_lazy("Set aside")


class Verb(models.TextChoices):
    """What can be done with a ticket."""

    RECEIVE = "receive", gettext_lazy("Receive")
    LISTEN = "listen", gettext_lazy("Listen")
    MISHEAR = "mishear", gettext_lazy("Listen again")
    ASSESS = "assess", gettext_lazy("Assess")
    QUESTION = "question", gettext_lazy("Return with a question")
    ACCEPT = "accept", gettext_lazy("Accept")
    DECLINE = "decline", gettext_lazy("Decline")
    SET_ASIDE = "set_aside", pgettext_lazy("verb", "Set aside")
    UNPROMISE = "unpromise", gettext_lazy("Un-promise")
    RESURFACE = "resurface", gettext_lazy("Bring back")
    REOPEN = "reopen", gettext_lazy("Reopen")


OPEN = (Stage.TO_LISTEN, Stage.TO_ASSESS, Stage.TO_DECIDE)
LISTENERS = frozenset({"agent", "product", "manager"})
DECIDERS = frozenset({"product", "manager"})
ANYONE = LISTENERS | {"admin", "viewer", "customer", "system"}


@dataclass(frozen=True)
class Move:
    """One line of the table: a verb, where from, where to, who may, what it must come with."""

    verb: Verb
    sources: frozenset[Stage]
    target: Stage
    roles: frozenset[str]
    comes_with: str

    def is_open_to(self, role: str, stage: str) -> bool:
        """Whether someone of this role may do it now."""
        return role in self.roles and stage in self.sources


def _table(*moves: Move) -> dict[Verb, Move]:
    return {move.verb: move for move in moves}


_V, _S = Verb, Stage
WORKFLOW = _table(
    Move(_V.RECEIVE, frozenset(), _S.TO_LISTEN, ANYONE, "verbatim, customer or “anonymous”, channel"),
    Move(_V.LISTEN, frozenset({_S.TO_LISTEN}), _S.TO_ASSESS, LISTENERS, "restatement"),
    Move(
        _V.MISHEAR,
        frozenset({_S.TO_ASSESS, _S.TO_DECIDE}),
        _S.TO_LISTEN,
        frozenset({"customer", "agent", "product"}),
        "what was missed",
    ),
    Move(
        _V.ASSESS,
        frozenset({_S.TO_ASSESS}),
        _S.TO_DECIDE,
        LISTENERS,
        "the answers, finding; a rationale if it departs from the recommendation",
    ),
    Move(_V.QUESTION, frozenset({_S.TO_DECIDE, _S.ACCEPTED}), _S.TO_ASSESS, DECIDERS, "the question"),
    Move(
        _V.ACCEPT, frozenset({_S.TO_DECIDE}), _S.ACCEPTED, DECIDERS, "an item (existing or new), a promise, the message"
    ),
    Move(
        _V.DECLINE,
        frozenset({_S.TO_DECIDE}),
        _S.DECLINED,
        DECIDERS,
        "reason, message; for not yet: a capability or a date",
    ),
    Move(
        _V.SET_ASIDE,
        frozenset({_S.TO_LISTEN, _S.TO_ASSESS}),
        _S.SET_ASIDE,
        LISTENERS,
        "reason; for sent twice: the other ticket of the same customer",
    ),
    Move(
        _V.UNPROMISE,
        frozenset({_S.ACCEPTED}),
        _S.DECLINED,
        DECIDERS,
        "the drop’s reason and message (by dropping the item)",
    ),
    Move(
        _V.RESURFACE,
        frozenset({_S.DECLINED}),
        _S.TO_ASSESS,
        DECIDERS | {"system"},
        "why: capability arrived, date came, demand grew",
    ),
    Move(_V.REOPEN, frozenset({_S.SET_ASIDE}), _S.TO_LISTEN, LISTENERS, "–"),
)


MOVED = ("stage", "waiting_since", "due_at", "promised_from", "unanswered_since", "here_by", "reckoned_with")
"""The fields that `advance`, `wrote` and `answered` change."""
_AMONG_US = {Verb.ASSESS, Verb.QUESTION, Verb.MISHEAR}
"""Of these the customer hears nothing, so the clock goes on."""
_TELLING = {Verb.LISTEN, Verb.ACCEPT, Verb.DECLINE, Verb.UNPROMISE, Verb.SET_ASIDE}
"""With these what the customer said is answered."""


def advance(ticket: "Ticket", verb: Verb, *, by: Actor, at: datetime) -> None:
    """Move a locked ticket along the workflow, or refuse. The only code that assigns a stage."""
    advance_all([ticket], verb, by=by, at=at)


def advance_all(tickets: "Iterable[Ticket]", verb: Verb, *, by: Actor, at: datetime) -> None:
    """Move many locked tickets along, or refuse: our hours are asked for once."""
    targets = _targets()
    for ticket in tickets:
        _advance(ticket, verb, by, at)
        reckon(ticket, targets)


def _advance(ticket: "Ticket", verb: Verb, by: Actor, at: datetime) -> None:
    check(ticket, verb, by=by)
    if verb not in _AMONG_US or ticket.due_at is None:
        ticket.waiting_since = at
    if verb == Verb.RECEIVE or (verb == Verb.MISHEAR and by.role == CUSTOMER):
        ticket.unanswered_since = ticket.unanswered_since or at
    if verb in _TELLING:
        ticket.unanswered_since = None
    ticket.stage, ticket.here_by, ticket.promised_from = WORKFLOW[verb].target, verb, at


def wrote(ticket: "Ticket", *, at: datetime) -> None:
    """The customer said something: an answer is due as if it were new. Said again, it moves nothing down."""
    ticket.unanswered_since = ticket.unanswered_since or at
    reckon(ticket)


def answered(ticket: "Ticket", *, at: datetime) -> None:
    """We wrote to the customer: the clock begins anew."""
    ticket.unanswered_since = None
    if ticket.is_open:
        ticket.waiting_since = ticket.promised_from = at
    reckon(ticket)


def reckon(ticket: "Ticket", targets: Any = None) -> None:
    """Work out by when the next step is promised: the stage's own hour, or an answer, whichever comes first."""
    targets = targets or _targets()
    ticket.reckoned_with = targets.version
    ticket.due_at = targets.due_at(ticket.stage, ticket.promised_from or ticket.waiting_since)
    if ticket.due_at and ticket.unanswered_since:
        ticket.due_at = min(ticket.due_at, targets.due_at(Stage.TO_LISTEN, ticket.unanswered_since))


def _targets() -> Any:
    rows: Any = apps.get_model("tickets", "Targets")._default_manager  # the layer above, so by name only
    return rows.current()


def check(ticket: "Ticket", verb: Verb, *, by: Actor) -> None:
    """Refuse what the table refuses: 403 for the wrong role, 409 for the wrong stage."""
    move = WORKFLOW[verb]
    if by.role not in move.roles:
        raise Forbidden(_("{verb}: this is for {roles}.").format(verb=verb.label, roles=_names(move.roles)))
    if ticket.pk is not None and ticket.stage not in move.sources:
        raise Conflict(_what_happened(ticket, by))


def keep_all(tickets: "Sequence[Ticket]", *fields: str) -> None:
    """Save the stage, the hour and these fields of many tickets that were advanced together.

    Those that stand alike now are told in one plain UPDATE: a CASE of hundreds costs the planner more than the rows.
    """
    names, alike = (*MOVED, *fields), defaultdict(list)
    for ticket in tickets:
        alike[tuple(getattr(ticket, name) for name in names)].append(ticket.pk)
    for values, numbers in alike.items():
        type(tickets[0]).objects.filter(pk__in=numbers).update(**dict(zip(names, values, strict=True)))


def open_verbs(stage: str, role: str) -> set[str]:
    """What someone of this role may do with a ticket of this stage: the buttons."""
    return {str(move.verb) for move in WORKFLOW.values() if move.is_open_to(role, stage)}


def _names(roles: Iterable[str]) -> str:
    names = {
        "agent": _("agents"),
        "product": _("product people"),
        "manager": _("managers"),
        "customer": _("the customer"),
        "system": _("the system"),
    }
    return ", ".join(str(name) for role, name in names.items() if role in roles)


def _what_happened(ticket: "Ticket", by: Actor) -> str:
    """The sentence of a 409: where the ticket stands now, and whose deed that was."""
    if by.role == CUSTOMER:
        return _("We have gone on meanwhile. Tell us here what you would like to add, and we read it.")
    last = Entry.objects.about(ticket).told().last()
    who = last.actor.name if last and last.actor else _("the customer or the system")
    now_is = _("{reference} is “{stage}” now, by {who}.").format(
        reference=ticket.reference, stage=Stage(ticket.stage).label, who=who
    )
    if ticket.stage in {Stage.ACCEPTED, Stage.DECLINED}:
        faster = _("Someone else just decided this.")
        return f"{faster} {now_is}"
    return now_is

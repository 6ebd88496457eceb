"""Assess: could we keep doing this for everyone, for good?"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from capabilities.models import Capability
from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Invalid, Sentence
from journal.actions import record
from journal.actors import Actor
from tickets import workflow
from tickets.actions.beginning import finish
from tickets.events import TicketAssessed
from tickets.models import Assessment, ProductArea, Ticket
from tickets.recommendation import Answers, recommend
from tickets.vocabulary import BegunForm, Doer, Extent, Finding
from tickets.workflow import Verb

COST_LIMIT = Decimal(1_000_000_000_000)
"""Amounts are below this; what an item may cost a month is below a hundred times this (its column)."""
TIMES_LIMIT = 100_000_000


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """The answers as a person gives them; money in the firm's currency."""

    for_everyone: str
    for_good: str
    built_in: str
    one_off_cost: Decimal = Decimal(0)
    cost_each_time: Decimal | None = Decimal(0)
    times_per_month: int | None = 0
    missing_capabilities: Sequence[Capability] = ()
    relationship: str = ""

    @property
    def unsaid(self) -> tuple[str, ...]:
        """Which numbers are missing to say what it costs a month; nothing is nothing, however often."""
        if self.cost_each_time is None:
            return ("cost_each_time",)
        return ("times_per_month",) if self.times_per_month is None and self.cost_each_time else ()

    @property
    def each_time(self) -> Decimal:
        """What it costs each time; nothing as long as nobody said it."""
        return self.cost_each_time or Decimal(0)

    @property
    def times(self) -> int:
        """How often a month; never as long as nobody said it."""
        return self.times_per_month or 0

    def answers(self, *, budget_left: Decimal | None) -> Answers:
        """What the rule table wants to know."""
        return Answers(
            for_everyone=self.for_everyone,
            for_good=self.for_good,
            built_in=self.built_in,
            one_off_cost=self.one_off_cost,
            cost_each_time=self.each_time,
            times_per_month=self.times,
            is_cost_said=not self.unsaid,
            is_missing_something=any(capability.arrived_at is None for capability in self.missing_capabilities),
            budget_left=budget_left,
        )


@transaction.atomic
def assess(ticket: Ticket, *, by: Actor, weighing: Weighing, finding: str, rationale: str = "") -> Ticket:
    """Judge whether we could keep doing it; departing from the recommendation needs a rationale."""
    lock(ticket)
    moment = now()
    workflow.advance(ticket, Verb.ASSESS, by=by, at=moment)
    budget_left = ProductArea.objects.budget_left(ticket.product_area)
    recommended = _need_sense(weighing, finding, rationale, budget_left)
    ticket.assessment = Assessment.objects.create(
        ticket=ticket,
        for_everyone=weighing.for_everyone,
        for_good=weighing.for_good,
        built_in=weighing.built_in,
        one_off_cost=weighing.one_off_cost,
        cost_each_time=weighing.each_time,
        times_per_month=weighing.times,
        relationship=weighing.relationship,
        recommended=recommended,
        finding=finding,
        rationale=rationale,
        by_id=by.pk,
        at=moment,
    )
    if weighing.missing_capabilities:
        ticket.assessment.missing_capabilities.set(weighing.missing_capabilities)
    ticket.save(update_fields=[*workflow.MOVED, "assessment"])
    event = TicketAssessed(
        **ticket.facts,
        finding=finding,
        recommended=recommended,
    )
    finish(ticket, BegunForm.ASSESSMENT, by=by)
    record(event, about=ticket, by=by, at=moment)
    return ticket


def _need_sense(weighing: Weighing, finding: str, rationale: str, budget_left: Decimal | None) -> str:
    """Refuse nonsense, field by field; return what the rules recommend."""
    wrong: dict[str, Sentence] = _unknown_words(weighing, finding) | _impossible_numbers(weighing)
    if wrong := wrong or _unsaid_cost(weighing, finding):
        raise Invalid(wrong)
    text.allow(relationship=weighing.relationship, rationale=rationale)
    recommended = recommend(weighing.answers(budget_left=budget_left)).finding
    if finding != recommended and text.is_empty(rationale):
        said = _("The rules recommend “{finding}”. Say why you see it differently.")
        raise Invalid({"rationale": said.format(finding=recommended.label)})
    return str(recommended)


def _unknown_words(weighing: Weighing, finding: str) -> dict[str, Sentence]:
    known = {
        "for_everyone": (weighing.for_everyone, Extent.values),
        "for_good": (weighing.for_good, Extent.values),
        "built_in": (weighing.built_in, Doer.values),
        "finding": (finding, Finding.values),
    }
    return {name: text.NEEDED for name, (said, words) in known.items() if said not in words}


def _impossible_numbers(weighing: Weighing) -> dict[str, Sentence]:
    wrong: dict[str, Sentence] = {}
    for name, amount in (("one_off_cost", weighing.one_off_cost), ("cost_each_time", weighing.each_time)):
        if amount < 0:
            wrong[name] = _("Money cannot be negative here.")
        elif not amount < COST_LIMIT:
            wrong[name] = _("That is more than we can count.")
    if not 0 <= weighing.times <= TIMES_LIMIT:
        wrong["times_per_month"] = _("Between 0 and {n} times a month.").format(n=f"{TIMES_LIMIT:,}")
    return wrong or _endless_sum(weighing)


def _endless_sum(weighing: Weighing) -> dict[str, Sentence]:
    if weighing.each_time * weighing.times < 100 * COST_LIMIT:
        return {}
    return {"times_per_month": _("That is more than we can count.")}


def _unsaid_cost(weighing: Weighing, finding: str) -> dict[str, Sentence]:
    """Nobody can keep up for good what they did not count the cost of; a no needs no sum."""
    sentences = {
        "cost_each_time": _("What does it cost each time? Write 0 if it costs nothing."),
        "times_per_month": _("How many times a month? Without it nobody knows what it costs."),
    }
    return {name: sentences[name] for name in weighing.unsaid if finding == Finding.SUSTAINABLE}

"""What becomes of each complaint: listened to, assessed, accepted or declined, each at its hour."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from backlog.actions import moving, promotion
from backlog.actions.promotion import NewItem
from backlog.actions.shaping import edit
from backlog.models import Item
from cs_product.demo import releases
from cs_product.demo.cast import MANAGER, Firm
from cs_product.demo.story import Story
from customers.models import Customer
from tickets.actions import assessing, deciding, listening, questioning, receiving, setting_aside, writing
from tickets.actions.assessing import Weighing
from tickets.models import Ticket
from tickets.workflow import Stage

_WAY = {
    "ready": ["ready"],
    "in_progress": ["ready", "in_progress"],
    "shipped": ["ready", "in_progress", "shipped"],
    "verified": ["ready", "in_progress", "shipped"],  # the numbers verify it
}


@dataclass
class Life:
    """One complaint of one cause, on its way."""

    story: Story
    firm: Firm
    cause: dict[str, Any]
    said: dict[str, Any]
    customer: Customer | None
    ticket: Ticket | None = None

    @property
    def whole(self) -> Ticket:
        """The ticket, as it is now."""
        assert self.ticket is not None
        self.ticket.refresh_from_db()
        return self.ticket

    def begin(self) -> None:
        """Plan the complaint itself."""
        at = self.story.day(self.said["days_ago"])
        if self.cause["outcome"] == "open" and self.said["days_ago"] <= 2:
            at = self.story.now - timedelta(hours=self.story.dice.uniform(0.1, 11))
        self.story.plan(at, self.receive)

    def receive(self, at: datetime) -> None:
        """It comes in."""
        self.ticket = receiving.receive(
            by=self.firm.agent(self.said["lang"]),
            verbatim=self.said["verbatim"],
            channel=self.said["channel"],
            customer=self.customer,
            product_area=self.firm.areas[self.cause["area"]],
            occurred_on=self._met(at),
        )
        if self.cause["outcome"] == "set_aside":
            self.story.later(at, (0.2, 6), self.set_aside)
        elif self.cause["outcome"] == "open":
            self._stay_open(at)
        else:
            self.story.later(at, (0.2, 9), self.listen)

    def _met(self, at: datetime) -> date:
        """The day on which they met it: seldom long before they say so."""
        days, met = self.story.dice.choice([0, 0, 0, 1, 1, 3]), self.said.get("met_days_ago")
        return (self.story.now - timedelta(days=met) if met else at - timedelta(days=days)).date()

    def set_aside(self, _at: datetime) -> None:
        """It is none that we judge."""
        by = self.firm.agent(self.said["lang"])
        if self.cause["set_aside_reason"] == "question_answered" and self.customer:
            writing.reply(self.whole, by=by, body=self._message())
        setting_aside.set_aside(self.whole, by=by, reason=self.cause["set_aside_reason"])

    def listen(self, at: datetime) -> None:
        """We say what we understood; often the customer says that it is right."""
        said = {name: self.said[name] for name in ("restatement", "situation", "wish")}
        listening.listen(self.whole, by=self.firm.agent(self.said["lang"]), **said)
        if self.customer and self.story.dice.random() < 0.4:
            self.story.plan(at + timedelta(minutes=self.story.dice.randint(5, 900)), self.confirm)
        if self.cause["outcome"] != "open":
            self.story.later(at, (4, 60), self.assess)

    def confirm(self, _at: datetime) -> None:
        """Yes, that is it."""
        assert self.customer is not None
        listening.confirm(self.whole, by=self.customer)

    def assess(self, at: datetime) -> None:
        """We judge whether we could keep doing it."""
        self._assess(self.cause["assessment"], missing=self.cause.get("capability"))
        if self.cause.get("question") and self.story.dice.random() < 0.2:
            self.story.later(at, (2, 20), self.question)
        else:
            self.story.later(at, (5, 90), self.decide)

    def question(self, at: datetime) -> None:
        """It is returned once with the cause's question."""
        if self.whole.stage == Stage.TO_DECIDE:
            questioning.question(self.whole, by=self.firm.decider(self.cause["lang"]), body=self.cause["question"])
            self.story.later(at, (3, 30), self._assess_and_decide)

    def decide(self, at: datetime) -> None:
        """Accepted or declined."""
        if self.cause["outcome"] == "accepted":
            self._accept(at, self.cause["key"], self.cause["item"], self._message())
        else:
            self._decline()

    def come_back(self, at: datetime) -> None:
        """What it waited for has arrived: it is weighed again and, this time, accepted."""
        if self.whole.stage != Stage.TO_ASSESS:
            return
        again = self.cause["return"]
        answers = {
            **self.cause["assessment"],
            "finding": "sustainable",
            "for_everyone": "yes",
            "for_good": "yes",
            "built_in": "product",
            "rationale": again["promise"],
        }
        self._assess(answers, missing=None)
        self._accept(at, f"return {self.cause['key']}", again | {"stage": "in_progress"}, self._worded(again))

    def _stay_open(self, at: datetime) -> None:
        """What came within the last days waits at one of the three desks; seldom past its hour."""
        age, dice = self.story.now - at, self.story.dice.random()
        if age < timedelta(hours=3) or (age < timedelta(hours=12) and dice < 0.7):
            return
        self.story.before_now((3, 26), at, self.listen)
        if age > timedelta(days=4) and dice < 0.6:
            self.story.before_now((1, 3), at, self._assess_open)

    def _assess_open(self, _at: datetime) -> None:
        """Weighed and waiting for a decision."""
        if self.whole.stage == Stage.TO_ASSESS:
            self._assess(
                {
                    "for_everyone": "yes",
                    "for_good": "within_limits",
                    "built_in": "process",
                    "one_off_cost": 1200000,
                    "cost_each_time": 900,
                    "times_per_month": 240,
                    "relationship": "",
                    "finding": "sustainable",
                    "rationale": "",
                },
                missing=None,
            )

    def _assess_and_decide(self, at: datetime) -> None:
        if self.whole.stage == Stage.TO_ASSESS:
            self._assess(self.cause["assessment"], missing=self.cause.get("capability"))
            self.story.later(at, (5, 50), self.decide)

    def _assess(self, answers: dict[str, Any], *, missing: str | None) -> None:
        capability = self.firm.capabilities.get(missing or "")
        weighing = Weighing(
            **{
                name: answers[name]
                for name in ("for_everyone", "for_good", "built_in", "times_per_month", "relationship")
            },
            one_off_cost=Decimal(answers["one_off_cost"]),
            cost_each_time=Decimal(answers["cost_each_time"]),
            missing_capabilities=[capability] if capability else [],
        )
        assessing.assess(
            self.whole,
            by=self.firm.agent(self.cause["lang"]),
            weighing=weighing,
            finding=answers["finding"],
            rationale=answers["rationale"],
        )

    def _decline(self) -> None:
        capability = self.firm.capabilities.get(self.cause.get("capability", ""))
        if capability:
            capability.refresh_from_db()
        if self.firm.precedents.decided(
            self.whole, self.cause, by=self.firm.decider(self.cause["lang"]), message=self._message()
        ):
            return
        deciding.decline(
            self.whole,
            by=self.firm.decider(self.cause["lang"]),
            reason=self.cause["outcome"],
            message=self._message(),
            rationale=self.cause.get("decision_rationale", ""),
            waiting_for=capability if self.cause["outcome"] == "not_yet" else None,
        )
        self.firm.precedents.lead(self.whole, self.cause)

    def _accept(self, at: datetime, key: str, said: dict[str, Any], message: str) -> None:
        item, by = self.firm.items.get(key), self.firm.people[MANAGER]
        new = None if item else NewItem(title=said["title"], problem=said["problem"], promise=said["promise"])
        voice = promotion.accept(
            self.whole,
            by=by,
            message=message,
            rationale=self.cause.get("decision_rationale", ""),
            item=item,
            new_item=new,
        )
        if item is None:
            self.firm.items[key] = voice.item
            if percent := said.get("hypothesis_percent"):
                edit(voice.item, by=by, hypothesis_percent=abs(percent))
            self._plan_the_work(at, voice.item, said)

    def _plan_the_work(self, at: datetime, item: Item, said: dict[str, Any]) -> None:
        """The stages that the item goes through, so that it ships on its day."""
        way, ships = _WAY.get(said["stage"], []), said.get("shipped_days_ago")
        end = self.story.day(ships) if ships else self.story.now - timedelta(days=2)
        span = max(end - at, timedelta(hours=3))
        moments = {
            "ready": at + span * 0.25,
            "in_progress": at + span * 0.6,
            "shipped": at + span,
        }
        if "shipped" in way:
            self.firm.shipping.add(item.pk)
        for stage in way:
            self.story.plan(moments[stage], partial(self._move, item, stage))

    def _move(self, item: Item, stage: str, at: datetime) -> None:
        item.refresh_from_db()
        by = self.firm.decider(self.cause["lang"])
        if stage == "shipped":
            releases.ship(self.story, item, by, at)
        else:
            moving.move(item, by=by, stage=stage)

    def _message(self) -> str:
        return self._worded(self.cause)

    def _worded(self, words: dict[str, Any]) -> str:
        language = self.customer.language if self.customer else self.said["lang"]
        name = self.customer.name if self.customer else ("고객" if language == "ko" else "")
        return str(words.get(f"message_{language}", "")).replace("{name}", name).replace("Hello ,", "Hello,")

"""Random verbs by random people, and after each of them what must always hold (DESIGN §7.2)."""

from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from accounts.models import Role, User
from backlog.actions import moving, promotion, recurring, regrouping, verifying, voicing
from backlog.actions.promotion import NewItem
from backlog.models import Item, Regrouping, Voice
from capabilities.actions import arrive
from capabilities.models import Capability
from common.refusals import Refusal
from journal import gathering
from journal.actors import SYSTEM
from journal.models import Entry
from metrics.actions.comparing import check_everything
from metrics.actions.recounting import REACTION
from tests import make
from tickets.actions import assessing, deciding, listening, setting_aside
from tickets.models import Ticket
from tickets.vocabulary import AsideReason, Reason
from tickets.workflow import Stage

NEW = NewItem(title="Tell people", problem="Nobody does", promise="From now on we tell you.")
PEOPLE = st.sampled_from(list(Role.values))
NUMBERS = st.integers(0, 5)


class House(RuleBasedStateMachine):
    """A small firm on a busy day: everyone tries everything, most of it is refused."""

    tickets: Bundle[int] = Bundle("tickets")

    def __init__(self) -> None:
        super().__init__()
        self.all = transaction.atomic()
        self.all.__enter__()
        self.people = {role: make.someone(role) for role in Role.values}
        self.capability = make.a_capability()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        make.forget()
        self.all.__exit__(None, None, None)

    def by(self, role: str) -> User:
        return self.people[role]

    def attempt(self, deed: Any) -> None:
        """Do it, or be refused; a refusal may change nothing."""
        before = self._everything()
        try:
            with transaction.atomic():
                deed()
        except Refusal:
            assert self._everything() == before

    @rule(target=tickets, anonymous=st.booleans())
    def receive(self, anonymous: bool) -> int:
        return make.a_ticket(anonymous=anonymous).pk

    @rule(ticket=tickets, role=PEOPLE, said=st.sampled_from(["Late.", " "]))
    def listen(self, ticket: int, role: str, said: str) -> None:
        self.attempt(lambda: listening.listen(self._get(ticket), by=self.by(role), restatement=said))

    @rule(ticket=tickets, role=PEOPLE)
    def mishear(self, ticket: int, role: str) -> None:
        self.attempt(lambda: listening.mishear(self._get(ticket), by=self.by(role), missed="The time."))

    @rule(
        ticket=tickets,
        role=PEOPLE,
        doer=st.sampled_from(["product", "by_hand"]),
        finding=st.sampled_from(["sustainable", "not_yet"]),
    )
    def assess(self, ticket: int, role: str, doer: str, finding: str) -> None:
        self.attempt(
            lambda: assessing.assess(
                self._get(ticket), by=self.by(role), weighing=make.answers(built_in=doer), finding=finding
            )
        )

    @rule(ticket=tickets, role=PEOPLE, which=NUMBERS)
    def accept(self, ticket: int, role: str, which: int) -> None:
        item = self._item(which)
        self.attempt(
            lambda: promotion.accept(
                self._get(ticket), by=self.by(role), message="We will.", item=item, new_item=None if item else NEW
            )
        )

    @rule(ticket=tickets, role=PEOPLE, reason=st.sampled_from(Reason.values), waits=st.booleans())
    def decline(self, ticket: int, role: str, reason: str, waits: bool) -> None:
        capability = Capability.objects.get(pk=self.capability.pk) if waits else None
        self.attempt(
            lambda: deciding.decline(
                self._get(ticket), by=self.by(role), reason=reason, message="No.", waiting_for=capability
            )
        )

    @rule(ticket=tickets, role=PEOPLE)
    def question(self, ticket: int, role: str) -> None:
        self.attempt(lambda: promotion.question(self._get(ticket), by=self.by(role), body="Who pays?"))

    @rule(ticket=tickets, other=tickets, role=PEOPLE, reason=st.sampled_from(AsideReason.values))
    def set_aside(self, ticket: int, other: int, role: str, reason: str) -> None:
        self.attempt(
            lambda: setting_aside.set_aside(self._get(ticket), by=self.by(role), reason=reason, twin=self._get(other))
        )

    @rule(ticket=tickets, role=PEOPLE)
    def reopen(self, ticket: int, role: str) -> None:
        self.attempt(lambda: setting_aside.reopen(self._get(ticket), by=self.by(role)))

    @rule(ticket=tickets)
    def resurface(self, ticket: int) -> None:
        self.attempt(lambda: deciding.resurface(self._get(ticket), by=SYSTEM, why="demand_grew"))

    @rule(
        which=NUMBERS, role=PEOPLE, stage=st.sampled_from(["ready", "in_progress", "shipped", "verified", "proposed"])
    )
    def move(self, which: int, role: str, stage: str) -> None:
        if item := self._item(which):
            self.attempt(lambda: moving.move(item, by=self.by(role), stage=stage))

    @rule(which=NUMBERS, role=PEOPLE, reason=st.sampled_from(["We asked.", " "]))
    def verify(self, which: int, role: str, reason: str) -> None:
        if item := self._item(which):
            self.attempt(lambda: verifying.verify(item, by=self.by(role), reason=reason))

    @rule(ticket=tickets)
    def look_whether_it_came_back(self, ticket: int) -> None:
        if voice := Voice.objects.of(self._get(ticket)).first():
            self.attempt(lambda: recurring.judge(voice, by=SYSTEM))

    @rule(ticket=tickets, role=PEOPLE, which=NUMBERS)
    def speak_for(self, ticket: int, role: str, which: int) -> None:
        item = self._item(which)
        new = None if item else NEW
        self.attempt(lambda: voicing.speak_for(self._get(ticket), by=self.by(role), item=item, new_item=new))

    @rule(ticket=tickets, role=PEOPLE, which=NUMBERS)
    def fall_silent(self, ticket: int, role: str, which: int) -> None:
        if item := self._item(which):
            self.attempt(lambda: voicing.fall_silent(self._get(ticket), by=self.by(role), item=item))

    @rule(ticket=tickets, role=PEOPLE, here=NUMBERS, there=NUMBERS)
    def move_voices(self, ticket: int, role: str, here: int, there: int) -> None:
        one, other = self._item(here), self._item(there)
        if one and other:
            said = {"by": self.by(role), "tickets": [self._get(ticket)], "item": other}
            self.attempt(lambda: regrouping.move_voices(one, **said))

    @rule(role=PEOPLE, here=NUMBERS, there=NUMBERS)
    def join(self, role: str, here: int, there: int) -> None:
        one, other = self._item(here), self._item(there)
        if one and other:
            self.attempt(lambda: regrouping.join(one, by=self.by(role), item=other))

    @rule(role=PEOPLE, which=NUMBERS)
    def undo_a_regrouping(self, role: str, which: int) -> None:
        made = list(Regrouping.objects.order_by("-pk").select_related("source", "target")[:6])
        if which < len(made):
            self.attempt(lambda: regrouping.undo(made[which], by=self.by(role)))

    @rule(which=NUMBERS, role=PEOPLE)
    def drop(self, which: int, role: str) -> None:
        if item := self._item(which):
            self.attempt(lambda: moving.drop(item, by=self.by(role), reason="not_sustainable", message="No."))

    @rule(role=PEOPLE)
    def the_capability_arrives(self, role: str) -> None:
        self.attempt(lambda: arrive(Capability.objects.get(pk=self.capability.pk), by=self.by(role)))

    @invariant()
    def accepted_means_a_voice_on_an_item_that_is_not_dropped(self) -> None:
        promised = Voice.objects.speaking().exclude(item__stage="dropped").values_list("ticket_id", flat=True)
        accepted = Ticket.objects.filter(stage=Stage.ACCEPTED).values_list("pk", flat=True)
        assert set(promised) == set(accepted)

    @invariant()
    def declined_means_a_current_decision_with_a_reason(self) -> None:
        reasoned = Ticket.objects.filter(decision__outcome="declined").exclude(decision__reason="")
        declined = Ticket.objects.filter(stage=Stage.DECLINED)
        assert set(reasoned.values_list("pk", flat=True)) == set(declined.values_list("pk", flat=True))

    @invariant()
    def the_database_agrees(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    @invariant()
    def counts_are_a_function_of_entries(self) -> None:
        gathering.gather(REACTION)
        assert list(check_everything()) == []

    def _everything(self) -> tuple[Any, ...]:
        stages = tuple(Ticket.objects.order_by("pk").values_list("pk", "stage", "decision_id"))
        return (
            stages,
            Entry.objects.count(),
            Voice.objects.count(),
            tuple(Item.objects.order_by("pk").values_list("stage")),
        )

    def _get(self, pk: int) -> Ticket:
        return Ticket.objects.get(pk=pk)

    def _item(self, which: int) -> Item | None:
        items = list(Item.objects.order_by("pk")[:5])
        return items[which] if which < len(items) else None


@pytest.mark.django_db
@pytest.mark.long
def test_whatever_people_try_what_must_hold_holds() -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        House, settings=settings(max_examples=12, stateful_step_count=30, deadline=None, suppress_health_check=checks)
    )

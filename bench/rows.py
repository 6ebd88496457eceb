"""Which rows does a life leave? One function per table; the numbers follow the order in which things happened."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from operator import attrgetter
from typing import Any

from accounts.models import User
from bench.board import Card
from bench.lives import Life
from tickets import likeness
from tickets.vocabulary import AsideReason, MessageKind, Outcome, Reason
from tickets.workflow import Stage

Row = tuple[Any, ...]
TALKING_SHARE, TWICE_SHARE, LONG_THREAD, LONG_THREADS = 0.86, 0.3, 150, 5
"""Six of seven tickets are talked about, which makes three messages each; five threads are very long."""
_KINDS = (MessageKind.NOTE, MessageKind.REPLY, MessageKind.THEIRS)
_LONGEST_RESTATEMENT = 240


@dataclass(slots=True)
class Said:
    """A message to be."""

    at: datetime
    life: Life
    kind: str
    body: str
    number: int = 0


@dataclass(slots=True)
class Verdict:
    """A decision to be."""

    at: datetime
    life: Life
    outcome: str
    number: int = 0

    @property
    def waits_for(self) -> int | None:
        """Only a no waits."""
        return self.life.waits_for if self.outcome == Outcome.DECLINED else None


def number_all(lives: list[Life]) -> list[Verdict]:
    """Give listenings, assessments, decisions and settings aside their numbers, in order of time."""
    for moment, name in (("heard_at", "listening"), ("assessed_at", "assessment")):
        reached = [life for life in lives if getattr(life, moment)]
        for number, life in enumerate(sorted(reached, key=attrgetter(moment)), start=1):
            setattr(life, name, number)
    for number, life in enumerate((one for one in lives if one.fate == Stage.SET_ASIDE), start=1):
        life.aside = number
    return _verdicts(lives)


def talks(lives: list[Life], now: datetime, dice: random.Random) -> list[Said]:
    """What was said on tickets after the complaint, in order of time."""
    talking = dice.sample(lives, int(len(lives) * TALKING_SHARE))
    found = [said for life in talking for said in _talk(life, dice.randint(1, 6), now, lives, dice)]
    longest = [life for life in talking if life.listening][:LONG_THREADS]
    found += [said for life in longest for said in _talk(life, LONG_THREAD, now, lives, dice)]
    found.sort(key=lambda said: said.at)
    for number, said in enumerate(found, start=1):
        said.number = number
    return found


def tickets(lives: list[Life], people: dict[str, User]) -> Iterator[Row]:
    """Tickets."""
    agent = people["agent"].pk
    for life in lives:
        person, is_heard = life.person, life.listening is not None
        yield (
            life.number, person and person.number, person is None, life.text, life.language, life.channel, life.area,
            life.at.date(), life.at, agent, life.fate, life.waiting_since, life.due_at, life.heard_at,
            agent if is_heard else None, life.listening, life.assessment, life.decision, life.aside,
        )  # fmt: skip


def likenesses(lives: list[Life]) -> Iterator[Row]:
    """The terms of every ticket, and how long it is by them."""
    for life in lives:
        wanted = likeness.asked(life.text)
        yield life.number, sorted(wanted), likeness.length_of(likeness.claims(wanted, {})), 0.0


def listenings(lives: list[Life], people: dict[str, User]) -> Iterator[Row]:
    """What we understood: the first words of the complaint."""
    for life in _in_order(lives, "listening"):
        words = life.text[:_LONGEST_RESTATEMENT].strip()
        yield life.listening, life.number, words, "", "", people["agent"].pk, life.heard_at, life.confirmed_at


def assessments(lives: list[Life], people: dict[str, User]) -> Iterator[Row]:
    """What was weighed."""
    for life in _in_order(lives, "assessment"):
        weighed = life.weighed
        why = "" if weighed.finding == life.finding else "We know this case better than the rules do."
        yield (
            life.assessment, life.number, weighed.for_everyone, weighed.for_good, weighed.built_in, 1_000_000,
            weighed.each, weighed.times, "", weighed.finding, life.finding, why, people["agent"].pk, life.assessed_at,
        )  # fmt: skip


def missing(lives: list[Life]) -> Iterator[Row]:
    """What assessments found missing."""
    return ((life.assessment, life.waits_for) for life in _in_order(lives, "assessment") if life.waits_for)


def decisions(verdicts: list[Verdict], people: dict[str, User], now: datetime) -> Iterator[Row]:
    """What was decided."""
    for one in verdicts:
        reason = one.life.reason if one.outcome == Outcome.DECLINED else ""
        revisit = _some_day(one.life, now) if reason == Reason.NOT_YET and not one.waits_for else None
        yield (
            one.number, one.life.number, one.outcome, reason, "", _MESSAGES[one.outcome], one.waits_for, revisit,
            people["manager"].pk, one.at,
        )  # fmt: skip


@cache
def aside_of(number: int, earlier: int | None) -> tuple[str, int | None]:
    """Why it was set aside; sent twice only where the customer said something before."""
    dice = random.Random(number)
    if earlier and dice.random() < TWICE_SHARE:
        return str(AsideReason.SENT_TWICE), earlier
    return str(dice.choice([AsideReason.SPAM, AsideReason.ABUSE, AsideReason.QUESTION_ANSWERED])), None


def asides(lives: list[Life], people: dict[str, User]) -> Iterator[Row]:
    """What was set aside."""
    for life in _in_order(lives, "aside"):
        reason, twin = aside_of(life.number, earlier_of(life))
        yield life.aside, life.number, reason, twin, people["agent"].pk, life.ended_at


def earlier_of(life: Life) -> int | None:
    """The first ticket of the same customer, where it is an earlier one."""
    first = life.person.tickets[0] if life.person else life.number
    return first if first < life.number else None


def items(placed: Iterator[tuple[Card, int]], people: dict[str, User]) -> Iterator[Row]:
    """Items."""
    for card, rank in placed:
        words = card.first.text.strip()
        drop = (str(Reason.NOT_SUSTAINABLE), _MESSAGES["declined"]) if card.dropped_at else ("", "")
        yield (
            card.number, words[:90].strip(), words[:400].strip(), "From now on this works as you expect.", None,
            card.first.area, card.monthly_cost, card.stage, rank, people["product"].pk, card.first.ended_at,
            card.shipped_at, *drop, 1, card.dropped_at or card.shipped_at or card.first.ended_at,
        )  # fmt: skip


def voices(cards: list[Card]) -> Iterator[Row]:
    """Voices, in the order in which they joined."""
    joined = sorted(((life, card) for card in cards for life in card.voices), key=lambda pair: pair[0].ended_at)
    for number, (life, card) in enumerate(joined, start=1):
        yield number, card.number, life.number, life.promised, 2, "", life.ended_at, card.dropped_at


def _verdicts(lives: list[Life]) -> list[Verdict]:
    found = [Verdict(life.ended_at, life, _first_outcome(life)) for life in lives if life.fate in _FIRST]
    found += [Verdict(life.dropped_at, life, str(Outcome.DECLINED)) for life in lives if life.dropped_at]
    found.sort(key=lambda one: one.at)
    for number, one in enumerate(found, start=1):
        one.number = one.life.decision = number
        if one.outcome == Outcome.ACCEPTED:
            one.life.promised = number
    return found


def _first_outcome(life: Life) -> str:
    return str(Outcome.ACCEPTED if life.dropped_at else _FIRST[life.fate])


def _talk(life: Life, count: int, now: datetime, lives: list[Life], dice: random.Random) -> Iterator[Said]:
    span = max(now - life.at, timedelta(minutes=1))
    for _ in range(count):
        kind = dice.choice(_KINDS if life.person else _KINDS[:1])
        at = life.at + min(span * dice.random(), timedelta(days=20 * dice.random()))
        yield Said(at, life, str(kind), dice.choice(lives).text[:1000])


def _in_order(lives: list[Life], name: str) -> list[Life]:
    return sorted((life for life in lives if getattr(life, name)), key=attrgetter(name))


def _some_day(life: Life, now: datetime) -> date:
    return (now + timedelta(days=30 + life.number % 300)).date()


_FIRST = {"accepted": Outcome.ACCEPTED, "declined": Outcome.DECLINED}
_MESSAGES = {
    "accepted": "Thank you for telling us. From now on this works as you expect, for everyone. We write when it is there.",
    "declined": "Thank you for telling us. We cannot do this and keep doing it for everyone, and say so honestly.",
}

"""What becomes of each complaint, and when? Two years of lives, each with the moments of its stages."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings

from bench.firm import Crowd, Firm, Person
from tickets.likeness import language_of
from tickets.recommendation import Answers, recommend
from tickets.vocabulary import Channel, Reason
from tickets.workflow import OPEN, Stage

DAYS = 730
_FATES = {"accepted": 620, "declined": 335, "set_aside": 30, "to_listen": 5, "to_assess": 5, "to_decide": 5}
_CHANNELS = {Channel.PHONE: 30, Channel.EMAIL: 25, Channel.CHAT: 20, Channel.FORM: 20, Channel.STORE: 5}
_REASONS = {Reason.NOT_YET: 45, Reason.NOT_SUSTAINABLE: 35, Reason.NOT_OURS: 12, Reason.CANNOT_CONFIRM: 8}
_HOURS = {"hear": 2.0, "assess": 16.0, "decide": 30.0}
"""Medians of how long each step takes."""
_LATEST = timedelta(hours=96)
ANONYMOUS_SHARE, NO_AREA_SHARE, CONFIRMED_SHARE, DATE_ONLY_SHARE, DEPARTURE_SHARE = 0.03, 0.05, 0.3, 0.1, 0.04
"""Of all; of all; of those heard; of "not yet"; of assessments, which may differ from the rules and then say why."""


@dataclass(slots=True)
class Life:
    """One complaint: its fate (a stage) and its moments. Numbers come when all lives are in order."""

    at: datetime
    fate: str
    heard_at: datetime | None = None
    assessed_at: datetime | None = None
    ended_at: datetime | None = None
    number: int = 0
    text: str = ""
    language: str = ""
    channel: str = ""
    area: int | None = None
    person: Person | None = None
    listening: int | None = None
    assessment: int | None = None
    decision: int | None = None
    aside: int | None = None
    reason: str = ""
    waits_for: int | None = None
    weighed: "Weighed | None" = None
    finding: str = ""
    confirmed_at: datetime | None = None
    promised: int | None = None
    dropped_at: datetime | None = None

    @property
    def waiting_since(self) -> datetime:
        """When its stage began."""
        return self.dropped_at or self.ended_at or self.assessed_at or self.heard_at or self.at

    @property
    def due_at(self) -> datetime | None:
        """By when the next step is promised."""
        hours = settings.HOURS_TO.get(self.fate)
        return self.waiting_since + timedelta(hours=hours) if hours else None


@dataclass(frozen=True)
class Weighed:
    """Answers of an assessment, and what the rules recommend for them."""

    for_everyone: str
    for_good: str
    built_in: str
    each: int
    times: int
    missing: bool
    finding: str


def live(texts: list[str], firm: Firm, crowd: Crowd, now: datetime, dice: random.Random) -> list[Life]:
    """The lives of so many texts, in the order in which they came in."""
    lives = [_planned(fate, now, dice) for fate in dice.choices([*_FATES], [*_FATES.values()], k=len(texts))]
    lives.sort(key=lambda life: life.at)
    for number, (life, text) in enumerate(zip(lives, texts, strict=True), start=1):
        life.number, life.text, life.language = number, text, language_of(text)
        _meet(life, firm, crowd, dice)
        _judge(life, firm, dice)
    return lives


def _planned(fate: str, now: datetime, dice: random.Random) -> Life:
    if fate in OPEN:
        return _still_open(fate, now, dice)
    at = _moment(now, dice)
    steps = [_took(step, dice) for step in ("hear", "assess", "decide")]
    steps = [step * min(1.0, (now - at) / sum(steps, timedelta()) * 0.95) for step in steps]
    if fate == Stage.SET_ASIDE:
        return Life(at, fate, ended_at=at + steps[0])
    heard, assessed = at + steps[0], at + steps[0] + steps[1]
    return Life(at, fate, heard_at=heard, assessed_at=assessed, ended_at=assessed + steps[2])


def _still_open(fate: str, now: datetime, dice: random.Random) -> Life:
    """It came in lately, and has waited up to a third longer than was promised."""
    since = now - timedelta(hours=settings.HOURS_TO[fate] * dice.uniform(0.01, 1.33))
    if fate == Stage.TO_LISTEN:
        return Life(since, fate)
    if fate == Stage.TO_ASSESS:
        return Life(since - _took("hear", dice), fate, heard_at=since)
    heard = since - _took("assess", dice)
    return Life(heard - _took("hear", dice), fate, heard_at=heard, assessed_at=since)


def _moment(now: datetime, dice: random.Random) -> datetime:
    """Between eight in the morning and nine in the evening; later days are busier."""
    day = now - timedelta(days=DAYS * (1 - dice.random() ** 0.75))
    at = day.replace(hour=8, minute=0) + timedelta(hours=13 * dice.random())
    return at if at < now - timedelta(minutes=10) else at - timedelta(days=1)


def _took(step: str, dice: random.Random) -> timedelta:
    return min(_LATEST, timedelta(hours=_HOURS[step] * dice.lognormvariate(0, 0.8)))


def _meet(life: Life, firm: Firm, crowd: Crowd, dice: random.Random) -> None:
    life.channel = str(dice.choices([*_CHANNELS], [*_CHANNELS.values()])[0])
    if dice.random() > NO_AREA_SHARE:
        life.area = firm.areas[int(len(firm.areas) * dice.random() ** 1.5)].pk
    if dice.random() > ANONYMOUS_SHARE:
        life.person = crowd.who(life.language, life.at)
        life.person.tickets.append(life.number)
    if life.person and life.heard_at and dice.random() < CONFIRMED_SHARE:
        life.confirmed_at = life.heard_at + ((life.assessed_at or life.heard_at) - life.heard_at) / 2


def _judge(life: Life, firm: Firm, dice: random.Random) -> None:
    if life.fate == Stage.DECLINED:
        life.reason = str(dice.choices([*_REASONS], [*_REASONS.values()])[0])
    if life.reason == Reason.NOT_YET and dice.random() > DATE_ONLY_SHARE:
        life.waits_for = firm.capabilities[int(12 * dice.random() ** 1.5)].pk
    if life.assessed_at:
        life.finding = _finding_for(life)
        departs = dice.random() < DEPARTURE_SHARE
        life.weighed = dice.choice(_WEIGHED[dice.choice([*_WEIGHED]) if departs else life.finding])


def _finding_for(life: Life) -> str:
    if not life.reason:
        return "sustainable"
    return "not_yet" if life.reason == Reason.NOT_YET else "not_sustainable"


def _weigh(everyone: str, good: str, doer: str, each: int, times: int, *, missing: bool = False) -> Weighed:
    answers = Answers(everyone, good, doer, Decimal(each), times, is_missing_something=missing)
    return Weighed(everyone, good, doer, each, times, missing, str(recommend(answers).finding))


def _by_finding(*weighed: Weighed) -> dict[str, list[Weighed]]:
    return {
        finding: [one for one in weighed if one.finding == finding]
        for finding in ("sustainable", "not_yet", "not_sustainable")
    }


_WEIGHED = _by_finding(
    _weigh("yes", "yes", "product", 0, 40),
    _weigh("yes", "yes", "product", 300, 900),
    _weigh("yes", "within_limits", "process", 1900, 240),
    _weigh("within_limits", "yes", "process", 4000, 300),
    _weigh("yes", "yes", "by_hand", 9000, 30),
    _weigh("yes", "yes", "process", 900, 400, missing=True),
    _weigh("within_limits", "within_limits", "process", 2500, 120),
    _weigh("yes", "yes", "product", 100, 2000, missing=True),
    _weigh("no", "yes", "by_hand", 15000, 20),
    _weigh("yes", "no", "by_hand", 7000, 60),
    _weigh("yes", "yes", "by_hand", 3000, 700),
)

"""Which items come of what was accepted? A voice joins what many speak for already; some items are dropped again."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from backlog.actions.shaping import GAP
from backlog.workflow import ItemStage
from bench.lives import Life
from tickets.models import ProductArea
from tickets.vocabulary import Reason
from tickets.workflow import Stage

TICKETS_AN_ITEM = 42
"""Accepted tickets for one item, on average: some 1,500 items of 100,000 tickets."""
LATELY, _JOINS = 12, (65, 25, 10)
"""So many items of an area are talked about just now; which item a voice joins, of a hundred."""
_WAY = (ItemStage.PROPOSED, ItemStage.READY, ItemStage.IN_PROGRESS, ItemStage.SHIPPED, ItemStage.VERIFIED)
_DROPPED_SHARE, _FEW = 0.06, 5
_UNWATCHED = timedelta(days=90)


@dataclass
class Card:
    """An item to be: made by accepting its first life."""

    number: int
    first: Life
    is_doomed: bool
    voices: list[Life] = field(default_factory=list)
    moves: list[tuple[datetime, str]] = field(default_factory=list)
    dropped_at: datetime | None = None

    @property
    def stage(self) -> str:
        """Where it lies now."""
        return str(ItemStage.DROPPED if self.dropped_at else self.moves[-1][1] if self.moves else ItemStage.PROPOSED)

    @property
    def shipped_at(self) -> datetime | None:
        """When what was promised was there."""
        return next((at for at, stage in self.moves if stage == ItemStage.SHIPPED), None)

    @property
    def monthly_cost(self) -> int:
        """What its promise costs."""
        return self.first.weighed.each * self.first.weighed.times if self.first.weighed else 0


def build(lives: list[Life], now: datetime, dice: random.Random) -> list[Card]:
    """The items of all lives that were accepted, the oldest first; what is dropped turns its lives to declined."""
    cards: list[Card] = []
    of_area: dict[int | None, list[Card]] = defaultdict(list)
    for life in sorted((one for one in lives if one.fate == Stage.ACCEPTED), key=lambda one: one.ended_at):
        known = of_area[life.area]
        if not known or dice.random() < 1 / TICKETS_AN_ITEM:
            cards.append(Card(len(cards) + 1, life, is_doomed=bool(known) and dice.random() < _DROPPED_SHARE))
            known.append(cards[-1])
            cards[-1].voices.append(life)
        else:
            _join(known, life, dice)
    for card in cards:
        _go(card, now, dice)
    return cards


def ranked(cards: list[Card]) -> Iterator[tuple[Card, int]]:
    """Every card with its place in its column."""
    heights: dict[str, int] = defaultdict(int)
    for card in cards:
        heights[card.stage] += GAP
        yield card, heights[card.stage]


def give_budgets(cards: list[Card]) -> None:
    """Every parent area may promise a quarter more than it has."""
    kept: dict[int | None, int] = defaultdict(int)
    for card in cards:
        kept[card.first.area] += 0 if card.dropped_at else card.monthly_cost
    for parent in ProductArea.objects.filter(parent=None):
        sum_of_parts = sum(kept[part.pk] for part in parent.children.all())
        parent.monthly_promise_budget = Decimal(max(1_000_000, round(sum_of_parts * 1.25, -5)))
        parent.save()


def _join(known: list[Card], life: Life, dice: random.Random) -> None:
    """Mostly one of the latest items of the area, often any, sometimes the one that everybody speaks for."""
    card = dice.choices([dice.choice(known[-LATELY:]), dice.choice(known), known[0]], _JOINS)[0]
    card.voices.append(life)
    if card.is_doomed and len(card.voices) == _FEW:
        known.remove(card)


def _go(card: Card, now: datetime, dice: random.Random) -> None:
    last = max(life.ended_at for life in card.voices)
    if card.is_doomed and now - last > _UNWATCHED:
        _drop(card, last + timedelta(days=dice.uniform(5, 60)))
        return
    at = card.first.ended_at
    for stage in _WAY[1:]:
        at += timedelta(days=dice.uniform(10, 160))
        if at > now:
            break
        card.moves.append((at, str(stage)))


def _drop(card: Card, at: datetime) -> None:
    card.dropped_at = at
    for life in card.voices:
        life.fate, life.dropped_at, life.reason = str(Stage.DECLINED), at, str(Reason.NOT_SUSTAINABLE)

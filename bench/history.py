"""What did the journal write down? Every event with the facts that its verb would have recorded, and what followed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import User
from backlog.events import ItemDropped, ItemMoved, ItemProposed, ItemShipped, VoiceJoined, VoiceWithdrawn
from backlog.workflow import ItemStage
from bench.board import Card
from bench.firm import Person
from bench.lives import Life
from bench.rows import Row, Said, Verdict, aside_of, earlier_of
from customers.events import CustomerMet
from journal.events import Event
from journal.registry import reactions_to
from tickets.events import (
    HearingConfirmed,
    MessageWritten,
    TicketAccepted,
    TicketAssessed,
    TicketDeclined,
    TicketHeard,
    TicketReceived,
    TicketSetAside,
    TicketUnpromised,
)
from tickets.vocabulary import MessageKind, Outcome

_SOON = timedelta(seconds=2)
"""So long after the deed its reactions are done and its mail is sent."""


@dataclass(slots=True)
class Deed:
    """An entry to be."""

    at: datetime
    event: Event
    about: str
    about_id: int
    role: str


@dataclass(slots=True)
class Letter:
    """A mail to be."""

    at: datetime
    kind: str
    ticket: int
    source: int


def deeds(
    lives: list[Life], verdicts: list[Verdict], said: list[Said], cards: list[Card], people: list[Person]
) -> list[Deed]:
    """All that happened, in order of time."""
    found = [
        Deed(one.since, CustomerMet(customer_id=one.number), "customers.customer", one.number, "agent")
        for one in people
    ]
    found += [deed for life in lives for deed in _of_life(life)]
    found += [_decided(verdict) for verdict in verdicts]
    found += [_written(one) for one in said]
    found += [deed for card in cards for deed in _of_card(card)]
    found.sort(key=lambda deed: deed.at)
    return found


def entries(found: list[Deed], people: dict[str, User]) -> Iterator[Row]:
    """The journal."""
    for number, deed in enumerate(found, start=1):
        actor = people[deed.role].pk if deed.role in people else None
        yield (
            number, type(deed.event).__name__, deed.about, deed.about_id, deed.event.plain(), deed.role, actor, deed.at,
        )  # fmt: skip


def deliveries(found: list[Deed]) -> Iterator[Row]:
    """What had to follow, and did at once."""
    number = 0
    for entry, deed in enumerate(found, start=1):
        for reaction in reactions_to(type(deed.event)):
            number += 1
            yield number, entry, reaction, deed.at + timedelta(seconds=30), 0, deed.at + _SOON, None, ""


def letters(lives: list[Life], verdicts: list[Verdict], said: list[Said], cards: list[Card]) -> list[Letter]:
    """The mails to everyone with an address, in order of time."""
    found = [Letter(life.at, "received", life.number, life.number) for life in lives if _has_post(life)]
    found += [
        Letter(life.heard_at, "heard", life.number, life.listening)
        for life in lives
        if life.listening and _has_post(life)
    ]
    found += [Letter(v.at, v.outcome, v.life.number, v.number) for v in verdicts if _has_post(v.life)]
    found += [
        Letter(s.at, "reply", s.life.number, s.number)
        for s in said
        if s.kind == MessageKind.REPLY and _has_post(s.life)
    ]
    for card in cards:
        told = [life for life in card.voices if _has_post(life) and card.shipped_at and life.ended_at < card.shipped_at]
        found += [Letter(card.shipped_at, "shipped", life.number, card.number) for life in told]
    found.sort(key=lambda letter: letter.at)
    return found


def mails(found: list[Letter], dice: random.Random) -> Iterator[Row]:
    """Mails, sent."""
    for number, one in enumerate(found, start=1):
        name, sent = f"<{dice.getrandbits(128):032x}@demo.example>", one.at + _SOON
        yield number, one.kind, one.ticket, one.source, name, one.at, one.at, None, 1, sent, None, ""


def links(found: list[Letter], dice: random.Random) -> Iterator[Row]:
    """The link that every mail carries."""
    for number, one in enumerate(found, start=1):
        yield number, one.ticket, f"{dice.getrandbits(256):064x}", one.at + timedelta(days=90)


def _of_life(life: Life) -> Iterator[Deed]:
    facts = _facts(life)
    yield _on(life, life.at, TicketReceived(**facts))
    if life.heard_at:
        seconds = _since(life, life.heard_at)
        heard = TicketHeard(**facts, listening_id=life.listening, is_first=True, seconds=seconds)
        yield _on(life, life.heard_at, heard)
    if life.confirmed_at:
        yield _on(life, life.confirmed_at, HearingConfirmed(**facts), "customer")
    if life.weighed:
        weighed = TicketAssessed(**facts, finding=life.finding, recommended=life.weighed.finding)
        yield _on(life, life.assessed_at, weighed)
    if life.aside:
        reason, _twin = aside_of(life.number, earlier_of(life))
        yield _on(life, life.ended_at, TicketSetAside(**facts, reason=reason))


def _decided(one: Verdict) -> Deed:
    life, facts = one.life, _facts(one.life) | {"decision_id": one.number}
    if one.outcome == Outcome.ACCEPTED:
        event = TicketAccepted(**facts, seconds=_since(life, one.at))
    elif life.dropped_at:
        event = TicketUnpromised(**facts, reason=life.reason, capability_id=one.waits_for)
    else:
        event = TicketDeclined(**facts, reason=life.reason, seconds=_since(life, one.at), capability_id=one.waits_for)
    return _on(life, one.at, event, "manager")


def _written(one: Said) -> Deed:
    event = MessageWritten(**_facts(one.life), message_id=one.number, kind=one.kind)
    return _on(one.life, one.at, event, "customer" if one.kind == MessageKind.THEIRS else "agent")


def _of_card(card: Card) -> Iterator[Deed]:
    yield _of_item(card, card.first.ended_at, ItemProposed(item_id=card.number))
    for life in card.voices:
        joined = VoiceJoined(item_id=card.number, seconds=_since(life, life.ended_at), **_facts(life))
        yield _of_item(card, life.ended_at, joined)
        if card.dropped_at:
            withdrawn = VoiceWithdrawn(item_id=card.number, ticket_id=life.number)
            yield _of_item(card, card.dropped_at, withdrawn)
    source = str(ItemStage.PROPOSED)
    for at, target in card.moves:
        yield _of_item(card, at, ItemMoved(item_id=card.number, source=source, target=target))
        if target == ItemStage.SHIPPED:
            yield _of_item(card, at, ItemShipped(item_id=card.number))
        source = target
    if card.dropped_at:
        yield _of_item(card, card.dropped_at, ItemDropped(item_id=card.number, reason="not_sustainable"))


def _facts(life: Life) -> dict:
    return {
        "ticket_id": life.number,
        "area_id": life.area,
        "channel": life.channel,
        "language": life.language,
        "company_id": life.person.company if life.person else None,
    }


def _on(life: Life, at: datetime, event: Event, role: str = "agent") -> Deed:
    return Deed(at, event, "tickets.ticket", life.number, role)


def _of_item(card: Card, at: datetime, event: Event) -> Deed:
    return Deed(at, event, "backlog.item", card.number, "manager")


def _since(life: Life, at: datetime) -> int:
    return int((at - life.at).total_seconds())


def _has_post(life: Life) -> bool:
    return life.person is not None and bool(life.person.email)

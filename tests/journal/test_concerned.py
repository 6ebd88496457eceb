"""A reaction that says which events concern it costs nothing for the others, and is never run for them."""

from dataclasses import dataclass

import pytest

from journal import registry
from journal.actions import deliver, record
from journal.events import Event
from journal.models import Delivery
from tests import make


@dataclass(frozen=True, kw_only=True)
class DoorbellRang(Event):
    """Somebody is at the door."""

    loudly: bool


heard: list[bool] = []


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> str:
    """A reaction that only minds loud bells."""
    heard.clear()
    monkeypatch.setattr(registry, "_by_event", registry._by_event.copy())

    @registry.on(DoorbellRang, only=lambda event: event.loudly)
    def open_the_door(event: DoorbellRang) -> None:
        """Open."""
        heard.append(event.loudly)

    return registry.reactions_to(DoorbellRang)[-1]


def test_only_what_concerns_it_is_written_into_the_outbox(db: None, listener: str) -> None:
    ticket = make.a_ticket()
    for loudly in (False, True):
        record(DoorbellRang(loudly=loudly), about=ticket, by=make.someone())
    [delivery] = Delivery.objects.filter(reaction=listener)
    assert delivery.entry.plain == {"loudly": True}
    deliver(delivery.pk)
    assert heard == [True]


def test_what_was_written_for_everybody_before_is_done_without_it(db: None, listener: str) -> None:
    entry = record(DoorbellRang(loudly=False), about=make.a_ticket(), by=make.someone())
    delivery = Delivery.objects.create(entry=entry, reaction=listener, due_at=entry.at)
    assert deliver(delivery.pk)
    assert heard == []
    assert not Delivery.objects.undone().filter(pk=delivery.pk).exists()

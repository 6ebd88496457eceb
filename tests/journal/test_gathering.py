"""Gathering: few are followed at once, a flood in portions of some seconds, and one ring is enough for all."""

from typing import Any

import pytest
from django.core.cache import cache

from journal import gathering, registry, tasks
from journal.models import Delivery
from tests import make

REACTION = "metrics.reactions.count_it"


@pytest.fixture
def rings(db: None, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The seconds after which it was rung for, each time."""
    heard: list[Any] = []
    monkeypatch.setattr(gathering.current_app, "send_task", lambda _name, _of, countdown: heard.append(countdown))
    cache.clear()
    return heard


def one_writes_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    """While the first are followed, somebody logs one more, and rings."""
    gather = gathering.gather

    def gather_them(reaction: str) -> int:
        followed = gather(reaction)
        make.a_ticket()
        gathering.ring_to_gather(reaction)
        return followed

    monkeypatch.setattr(gathering, "gather", gather_them)


def nothing_waits() -> bool:
    return not Delivery.objects.undone().filter(reaction=REACTION).exists()


def test_few_are_followed_at_once_and_nobody_rings_again(rings: list[Any]) -> None:
    make.a_ticket()
    tasks.gather(REACTION)
    assert nothing_waits()
    assert rings == []


def test_a_full_portion_is_followed_by_the_next(rings: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry._most, REACTION, 2)
    for _ in range(5):
        make.a_ticket()
    tasks.gather(REACTION)
    assert nothing_waits()


def test_whoever_gathers_for_long_keeps_what_was_done_and_lets_others_have_their_turn(
    rings: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry._most, REACTION, 2)
    monkeypatch.setattr(gathering, "LONG", -1.0)
    for _ in range(5):
        make.a_ticket()
    rings.clear()
    tasks.gather(REACTION)
    assert Delivery.objects.undone().filter(reaction=REACTION).count() == 3
    assert rings == [None]


def test_what_is_dear_is_gathered_in_small_portions() -> None:
    assert registry.most_at_once("spikes.reactions.see_it") <= 50, "each asks what is like it"
    assert registry.most_at_once(REACTION) == registry.MANY


@pytest.mark.parametrize(("much", "after"), [(100, None), (1, gathering.LET_GATHER)], ids=["a few", "a flood"])
def test_who_writes_while_others_gather_is_followed_next(
    rings: list[Any], monkeypatch: pytest.MonkeyPatch, much: int, after: int | None
) -> None:
    monkeypatch.setattr(gathering, "MUCH", much)
    one_writes_meanwhile(monkeypatch)
    make.a_ticket()
    gathering.ring_to_gather(REACTION)
    tasks.gather(REACTION)
    assert rings == [None, after], "the one who wrote meanwhile need not have rung"


def test_what_fails_together_lets_others_ring(rings: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: Any) -> None:
        raise RuntimeError("out of ink")

    monkeypatch.setattr(registry, "follow", stumble)
    monkeypatch.setattr(tasks.actions, "ring", lambda _one: None)
    make.a_ticket()
    gathering.ring_to_gather(REACTION)
    tasks.gather(REACTION)
    gathering.ring_to_gather(REACTION)
    assert rings == [None, None]
